import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer, Group } from '../answer.ts';
import { taggedLanguage } from '../code-languages.ts';
import type { Room } from '../intention.ts';
import { nameOf } from '../labels.ts';
import { reply } from '../reply.ts';
import { factsOf } from './answer-list.ts';
import { conditionsOf } from './members.ts';
import type { EntitySet, ReadHere } from './read-set.ts';

const MOST_GROUPS = 60;
const NAMED = 8;

/** How a set divides: "services by lifecycle", "how many components per team". */
export async function answerGroups(
  set: EntitySet,
  shown: readonly CatalogEntry[],
  { by, here, room }: { by: string; here: ReadHere; room: Room },
): Promise<Answer> {
  const { view } = room;
  const parts = new Map<string, CatalogEntry[]>();
  for (const entry of shown) {
    for (const key of keysOf(entry, by, here)) {
      const part = parts.get(key);
      if (part) part.push(entry);
      else parts.set(key, [entry]);
    }
  }
  const sorted = [...parts].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const noun = set.noun ?? 'thing';
  const label = by.replace(/^label:/, '');
  const name = (key: string) => (key === NONE ? `no ${label}` : nameKeyed(view, key, by));
  const title = `${counted(shown.length, noun)}${conditionsOf(set)} by ${label}`;
  const groups: Group[] = sorted.slice(0, MOST_GROUPS).map(([key, entries]) => ({
    label: `${name(key)}: ${entries.length}`,
    lines: [
      {
        text: enumerate(
          entries.map(({ ref }) => labelOf(view, ref)),
          NAMED,
        ),
        place: null,
      },
    ],
  }));
  const told = sorted.map(([key, { length }]) => `${name(key)} ${length}`);
  return reply({
    kind: 'answer',
    intent: 'catalog.query',
    subjects: set.owners,
    refs: sorted.flatMap(([key]) => (view.get(key) ? key : [])).slice(0, MOST_GROUPS),
    text: `${title}: ${enumerate(told, 40)}.`,
    view: { kind: 'groups', title, groups, total: shown.length },
    facts: await factsOf(
      room,
      shown.map(({ ref }) => ref),
    ),
  });
}

const NONE = '';

function keysOf(entry: CatalogEntry, by: string, { view, written }: ReadHere): string[] {
  const { ref, kind } = entry;
  switch (by) {
    case 'owner':
      return orNone(view.out(ref, kind === 'user' ? 'memberOf' : 'ownedBy'));
    case 'system':
    case 'domain':
      return orNone(above(view, ref, by));
    case 'tag':
      return orNone(entry.tags);
    case 'language': {
      const tag = taggedLanguage(entry.tags)?.toLowerCase();
      return tag
        ? [tag]
        : orNone([...written].flatMap(([language, refs]) => (refs.has(ref) ? language : [])));
    }
    case 'kind':
    case 'type':
    case 'lifecycle':
    case 'tier':
    case 'namespace':
      return [entry[by] ?? NONE];
    default: {
      const label = by.replace(/^label:/, '');
      return [entry.marks.find(({ name }) => name === label)?.value ?? NONE];
    }
  }
}

function orNone(keys: readonly string[]): string[] {
  return keys.length > 0 ? [...keys] : [NONE];
}

/** What it is part of, near or far, of this kind. */
function above(view: CatalogView, ref: string, kind: string): string[] {
  const all = new Set([ref]);
  for (const one of all) for (const next of view.out(one, 'partOf')) all.add(next);
  all.delete(ref);
  return [...all].filter((one) => view.get(one)?.kind === kind);
}

function nameKeyed(view: CatalogView, key: string, by: string): string {
  if (!['owner', 'system', 'domain'].includes(by)) return key;
  return view.get(key) ? labelOf(view, key) : `${nameOf(key)} (not in the catalog)`;
}
