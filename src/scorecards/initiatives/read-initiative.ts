import { z } from 'zod';
import { addDays, startOf } from '../../calendar.ts';
import { isMap } from '../../catalog/findings.ts';
import { nearestWord } from '../../catalog/nearest.ts';
import type { Problem } from '../../catalog/problem.ts';
import { didYouMean, inTicks } from '../../catalog/wording.ts';
import type { YamlDocument } from '../../catalog/yaml.ts';
import { type Around, Findings } from '../findings.ts';
import { Day, FilterText, Name, Text } from '../scorecard.ts';
import { type Form, formProblems } from '../scorecard-problems.ts';
import type { Initiative } from './initiative.ts';

const WrittenInitiative = z.strictObject({
  kind: z.literal('Initiative').optional(),
  name: Name,
  title: Text,
  why: Text.optional(),
  owner: Text.optional(),
  since: Day.optional(),
  due: Day,
  after: z.enum(['keep', 'close']).optional(),
  filter: FilterText.optional(),
  /** `production-readiness/node-22` each. */
  checks: z.array(Text).min(1).max(50),
});

const INITIATIVE: Form = {
  nameOf: (path) => (path.length === 0 ? 'an initiative' : inTicks(path)),
  fieldsAt: (path) => (path.length === 0 ? Object.keys(WrittenInitiative.shape) : []),
  madeOf: 'a map with name, title, due and checks',
};

export type ReadInitiative = {
  name: string | null;
  initiative: Initiative | null;
  problems: Problem[];
};

/** `checksOf`: ids of the checks of a scorecard by its name. `zone`: where days end. */
export type Standing = { checksOf: ReadonlyMap<string, readonly string[]>; zone: string };

/** One document that is meant as an initiative, held against the scorecards there are. */
export function readInitiative(
  document: YamlDocument,
  around: Around,
  { checksOf, zone }: Standing,
): ReadInitiative {
  const { value } = document;
  const name = isMap(value) && typeof value['name'] === 'string' ? value['name'] : null;
  const form = WrittenInitiative.safeParse(value);
  const problems: Problem[] = form.success ? [] : formProblems(form.error, document, INITIATIVE);
  const seek = new Findings(document, around, problems);
  const filter = seek.filter(['filter'], isMap(value) ? value['filter'] : undefined);
  if (filter && filter.facts.length > 0)
    seek.add(
      ['filter'],
      'An initiative is about entities, so its filter cannot ask for facts; ask for them in the filter of a check.',
    );
  const written = isMap(value) && Array.isArray(value['checks']) ? value['checks'] : [];
  const checks = written.flatMap((one: unknown, index) => {
    const read = typeof one === 'string' ? readCheck(one, checksOf) : null;
    if (read && 'message' in read) seek.add(['checks', index], read.message);
    return read && 'check' in read ? [read] : [];
  });
  seek.repeated(written, (index) => ['checks', index], 'check');
  if (form.success && form.data.owner !== undefined && seek.ref(form.data.owner) === undefined)
    seek.add(['owner'], `\`${form.data.owner}\` is no ref; write e.g. \`group:default/platform\`.`);
  if (form.success && form.data.since !== undefined && form.data.since >= form.data.due)
    seek.add(['since'], 'It begins on or after the day it is due; `since` lies before `due`.');
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const isGood = problems.every(({ severity }) => severity === 'warning');
  if (!form.success || !isGood || !filter) return { name, initiative: null, problems };
  const { title, why = null, owner, since, due, after = 'keep' } = form.data;
  return {
    name,
    initiative: {
      ...{ name: form.data.name, title, why, owner: seek.ref(owner) ?? null },
      ...{ checks, filter, after },
      since: since === undefined ? null : startOf(dayOf(since), zone),
      due: new Date(startOf(addDays(dayOf(due), 1), zone).getTime() - 1),
    },
    problems,
  };
}

function readCheck(
  text: string,
  checksOf: Standing['checksOf'],
): { scorecard: string; check: string } | { message: string } {
  const [scorecard = '', check, ...rest] = text.split('/');
  if (check === undefined || rest.length > 0)
    return {
      message: `\`${text}\` names no check; write the scorecard and the id of its check, e.g. \`production-readiness/runbook\`.`,
    };
  const ids = checksOf.get(scorecard);
  if (!ids) {
    const meant = nearestWord(scorecard, checksOf.keys());
    return { message: `There is no scorecard \`${scorecard}\`${didYouMean(meant)}` };
  }
  if (!ids.includes(check)) {
    const list = `Its checks: ${ids.join(', ')}.`;
    return {
      message: `\`${scorecard}\` has no check \`${check}\`${didYouMean(nearestWord(check, ids))} ${list}`,
    };
  }
  return { scorecard, check };
}

/** `2026-06-30`, or a time of that day. */
function dayOf(text: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return { year, month, day };
}
