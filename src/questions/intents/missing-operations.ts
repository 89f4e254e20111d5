import type { Missing } from './missing.ts';

/** Who is on call, what is broken, what changed and what runs where: recognised, so that nothing else is answered in their place. */
export const MISSING_OPERATIONS: readonly Missing[] = [
  {
    intent: 'own.path',
    what: 'what a pull request changes',
    source: 'a source of changes',
    examples: ['who should review my PR https://github.com/acme/ledger/pull/12'],
    patterns: [
      'who should review [my|this|the] (pr|pull request|change|mr) [for|in|on|to] {rest}',
      'who (reviews|should review|can review|approves|can approve|should approve) [my|this|the|a] (pr|prs|pull request|pull requests|change|changes|mr|mrs|merge request|code) {rest}',
      'who (reviews|should review|can review|approves|can approve|should approve) [my|this|the|our] (pr|prs|pull request|pull requests|change|changes|mr|code)',
    ],
  },
];
