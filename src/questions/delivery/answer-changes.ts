import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer, Fact, Group } from '../answer.ts';
import type { Case, Room } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import type { When } from '../when.ts';
import { type Change, type Changes, changeFact, changeText, type Span } from './changes.ts';
import type { Workplace } from './places.ts';
import { unreadTexts, type WorkSort } from './unread.ts';
import { refOfWho } from './words.ts';

/** Which of the changes were asked for. */
export type Filter = 'all' | 'deployments' | 'releases' | 'merges';

const SORTS: Record<Filter, readonly Change['sort'][]> = {
  all: ['merge', 'push', 'release', 'deployment', 'entry'],
  deployments: ['deployment'],
  releases: ['release'],
  merges: ['merge', 'push'],
};
const READ: Record<Filter, readonly WorkSort[]> = {
  all: ['pulls', 'deployments'],
  deployments: ['deployments'],
  releases: [],
  merges: ['pulls'],
};
/** In the plain text; the drawing has more. */
const TOLD = 8;
const SHOWN = 25;
const DAY = 24 * 3_600_000;

/** The window that was named, else a usual one. Who says "at three" means the half hours around it. */
export function windowOf(
  { now }: Pick<Room, 'now'>,
  when: When | null,
  usual: 'day' | 'week' | 'ever',
): Span & { label: string } {
  if (when?.isMoment) {
    const around = (ms: number) => new Date(when.since.getTime() + ms);
    return { since: around(-DAY / 48), until: around(DAY / 48), label: `around ${when.label}` };
  }
  if (when) return when;
  if (usual === 'ever')
    return { since: new Date(now.getTime() - 400 * DAY), until: now, label: '' };
  const days = usual === 'day' ? 1 : 7;
  return {
    since: new Date(now.getTime() - days * DAY),
    until: now,
    label: days === 1 ? 'in the last 24 hours' : 'in the last 7 days',
  };
}

type Found = {
  refs: readonly string[];
  changes: Changes;
  window: Span & { label: string };
  filter: Filter;
  /** Only the newest was asked for. */
  isLast: boolean;
  withUpstream: boolean;
};

/** What changed in what was asked about, then in what that needs, and what was not looked at. */
export function answerChanges({ mentions, strange, room }: Case, found: Found): Answer {
  const { view } = room;
  const { refs, changes, window, filter, isLast, withUpstream } = found;
  const wanted = new Set(SORTS[filter]);
  const kept = (all: readonly Change[]) => {
    const some = all.filter(({ sort }) => wanted.has(sort));
    return isLast ? some.filter(({ sort }) => sort !== 'entry').slice(0, 1) : some;
  };
  const own = kept(changes.own);
  const upstream = isLast ? [] : kept(changes.upstream);
  const names = enumerate(refs.map((ref) => labelOf(view, ref)));
  const unread = unreadTexts(room, changes.places, {
    sort: READ[filter],
    since: isLast ? null : window.since,
  });
  const beside = withUpstream ? upstreamTexts(room, changes, filter, window) : [];
  const notes = [
    ...mentions.map((mention) => understood(view, mention).trim()),
    ...unread,
    ...beside,
    ...(changes.isCut ? ['There is more in that time than I list.'] : []),
    ...strangers(strange),
  ].filter(Boolean);
  const isBlind =
    own.length === 0 && unread.length > 0 && !changes.places.some((place) => place.row?.readAt);
  const title = titleOf({ own, upstream, names, window, isLast, filter, withUpstream });
  const isOne = changes.places.length === 1;
  const all = [...own, ...upstream];
  const line = (change: Change, isNamed: boolean) =>
    `${momentText(change.at, room)}: ${isNamed ? `${labelOf(view, change.ref)} ` : ''}${changeText(room, change)}`;
  const told = all
    .slice(0, TOLD)
    .map((change) => `${line(change, !isOne || upstream.includes(change))}${linkOf(change)}.`);
  const more = all.length > TOLD ? [`And ${all.length - TOLD} more.`] : [];
  return reply({
    kind: isBlind ? 'unknown' : 'answer',
    intent: 'changes.recent',
    subjects: refs,
    refs: [...new Set([...all.map(({ ref }) => ref), ...(isLast ? peopleOf(room, own) : [])])],
    text: [title, ...told, ...more, ...notes].join(' '),
    view:
      all.length === 0
        ? { kind: 'text' }
        : {
            kind: 'groups',
            title: title.replace(/[.:]$/, ''),
            total: all.length,
            note: notes.join(' '),
            groups: groupsOf(room, { own, upstream }, line),
          },
    facts:
      all.length > 0
        ? all.slice(0, SHOWN).map((change) => changeFact(room, change))
        : [...changes.places, ...changes.upstreams].flatMap(lookedFact).slice(0, SHOWN),
  });
}

/** What was looked at where there was nothing. */
function lookedFact({ repository, row }: Workplace): Fact[] {
  if (!repository || !row?.readAt) return [];
  const { slug, url } = repository;
  return [
    { name: 'looked at', value: slug, source: 'GitHub', url, observedAt: row.readAt.toISOString() },
  ];
}

function peopleOf({ view }: Room, changes: readonly Change[]): string[] {
  return changes.flatMap(({ by }) => (by ? (refOfWho(view, by) ?? []) : []));
}

function linkOf({ compare, url }: Change): string {
  if (compare) return ` (compare: ${compare})`;
  return url ? ` (${url})` : '';
}

function titleOf({
  own,
  upstream,
  names,
  window: { label },
  isLast,
  filter,
  withUpstream,
}: Pick<Found, 'window' | 'isLast' | 'filter' | 'withUpstream'> & {
  own: readonly Change[];
  upstream: readonly Change[];
  names: string;
}): string {
  const noun = { all: 'change', deployments: 'deployment', releases: 'release', merges: 'merge' }[
    filter
  ];
  if (isLast)
    return own.length > 0 ? `The last ${noun} in ${names}:` : `I know no ${noun} in ${names}.`;
  const when = label ? ` ${label}` : '';
  const count = own.length === 0 ? `No ${noun}` : counted(own.length, noun);
  const first = `${count} in ${names}${when}`;
  if (!withUpstream) return own.length > 0 ? `${first}:` : `${first}.`;
  const second = upstream.length === 0 ? 'none' : `${upstream.length}`;
  return `${first}, ${second} in what ${names.includes(' and ') ? 'they need' : 'it needs'} directly${own.length + upstream.length > 0 ? ':' : '.'}`;
}

/** Where upstream was looked and where not. */
function upstreamTexts(
  room: Room,
  { upstreams }: Changes,
  filter: Filter,
  { since }: Span,
): string[] {
  if (upstreams.length === 0) return ['The catalog names nothing that it needs.'];
  const looked = upstreams.filter(({ row }) => row?.readAt);
  const label = ({ ref }: Workplace) => labelOf(room.view, ref);
  return [
    looked.length > 0 ? `Looked at upstream: ${enumerate(looked.map(label), 8)}.` : '',
    ...unreadTexts(room, upstreams, { sort: READ[filter], since }),
    'What those need in turn I did not look at.',
  ].filter(Boolean);
}

function groupsOf(
  { view }: Room,
  { own, upstream }: { own: readonly Change[]; upstream: readonly Change[] },
  line: (change: Change, isNamed: boolean) => string,
): Group[] {
  const groups = (changes: readonly Change[], suffix: string) =>
    [...Map.groupBy(changes, ({ ref }) => ref)].map(([ref, some]) => ({
      label: `${labelOf(view, ref)}${suffix}`,
      lines: some.slice(0, SHOWN).map((change) => ({
        text: line(change, false),
        place: placeOf(change),
      })),
    }));
  return [...groups(own, ''), ...groups(upstream, ' (upstream)')];
}

export function placeOf({ compare, url, source }: Change): { label: string; url: string } | null {
  if (compare) return { label: 'compare', url: compare };
  return url ? { label: source, url } : null;
}
