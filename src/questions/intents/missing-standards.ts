import type { Missing } from './missing.ts';

/** Digests: recognised, so that nothing else is answered in their place. */
export const MISSING_STANDARDS: readonly Missing[] = [
  {
    intent: 'digest.request',
    what: 'about digests',
    source: 'digests',
    examples: ['weekly digest'],
    patterns: [
      '[the|a|our|show|weekly|this week|this weeks|monthly|daily|last|latest] [weekly|latest|last] (digest|report|weekly report|weekly summary|summary of the week)',
      '[show|send|give] [me] [the|a|our] [weekly|latest|last|monthly] (digest|weekly report)',
    ],
  },
];
