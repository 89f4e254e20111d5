import { expect, it } from 'vitest';
import { RUN_STATES, type RunReport } from '../../../scaffolder/runs/run.ts';
import { checkMessage } from '../../checker.ts';
import { drawApproval } from './approval.ts';
import { drawRun } from './draw.ts';

const HOSTILE = '<!channel> *x* `y` \u202E&';
const LONG = HOSTILE.repeat(120);
const AT = new Date('2026-06-15T12:00:00Z');

/** As much of everything as there may be. */
function report(state: RunReport['state']): RunReport {
  return {
    id: 'run-1',
    template: { ref: 'template:default/x', title: LONG },
    state,
    by: 'user:default/ana',
    subject: { name: LONG, owner: 'group:default/payments' },
    values: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at} ${LONG}`, LONG])),
    approval: { from: 'group:default/risk', by: 'user:default/sam', reason: LONG },
    steps: Array.from({ length: 60 }, (_, at) => ({
      id: `s${at}`,
      name: LONG,
      action: 'debug:log',
      state: at < 30 ? 'skipped' : 'waiting',
      startedAt: AT,
      endedAt: AT,
      reason: LONG,
    })),
    links: Array.from({ length: 40 }, (_, at) => ({
      title: LONG,
      url: `https://example.com/${at}/${'x'.repeat(700)}`,
      entityRef: null,
    })),
    texts: Array.from({ length: 9 }, () => ({ title: LONG, content: LONG.repeat(5) })),
    output: {},
    error: { message: LONG, nextStep: LONG },
    created: Array.from({ length: 30 }, (_, at) => ({
      kind: 'pull-request' as const,
      name: `acme/x!${at}`,
      problem: null,
      url: `https://example.com/pull/${at}/${'x'.repeat(700)}`,
    })),
    removed: Array.from({ length: 30 }, (_, at) => ({
      kind: 'branch' as const,
      name: `${at} ${LONG}`,
      url: null,
    })),
    createdAt: AT,
    startedAt: AT,
    endedAt: AT,
  };
}

const drawing = { person: 'U01ANA', labelOf: () => LONG, pageOf: () => null, scorecards: [] };

it.each(RUN_STATES)(
  'is a message that Slack takes and that pings nobody, however much there is: %s',
  (state) => {
    for (const content of [drawRun(report(state), drawing), drawApproval(report(state), drawing)]) {
      expect(checkMessage(content)).toEqual([]);
      // Labels of buttons are plain text, which Slack does not read.
      const read = content.blocks.filter(({ type }) => type !== 'actions');
      expect(JSON.stringify([content.text, read])).not.toContain('<!channel>');
    }
  },
);
