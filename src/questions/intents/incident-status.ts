import { addMonths, dayAt, startOf } from '../../calendar.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { type OnCallBook, readBook } from '../../operations/cover.ts';
import type { Answer } from '../answer.ts';
import {
  incidentStandings,
  incidentsAbout,
  incidentsOf,
  noIncidents,
} from '../incidents/gather.ts';
import { incidentFact, incidentLine, type Told } from '../incidents/words.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { readingNote, strangers, understood } from '../labels.ts';
import { ageText } from '../on-call/words.ts';
import { reply } from '../reply.ts';
import { dayText } from '../when.ts';

const INCIDENTS =
  '(incidents|incident|outages|outage|sevs|sev1s|open incidents|open incident|pages)';
const BROKE =
  '(broke|is broken|is down|is on fire|failed|went wrong|crashed|went down|was down|happened|paged|blew up|is going on|is happening|is open)';

/** Which incidents there are or were, of all or of something. */
export const incidentStatus: Intention = {
  intent: 'incident.status',
  when: 'welcome',
  examples: [
    'what broke last night',
    'any open incidents',
    'is ledger down',
    'incidents for ledger',
    'any incidents on ledger this month',
    'when was the last incident on ledger',
    'is anything on fire',
  ],
  patterns: [
    `(what|which services|which|anything) ${BROKE}`,
    '(was|were|is|are|has|have) there [been] [a|an|any|some] (incident|incidents|outage|outages|problem|problems) [open|today|yesterday|last night]',
    '(any|anything|something|what|which services|is there anything) [currently|still|else] (broken|down|on fire|failing|wrong|burning|degraded|open|red) [anywhere|here|again]',
    '(is|are) (anything|something|stuff|things|any service) [else|still] (down|broken|on fire|failing|wrong)',
    `(any|are there any|is there an|is there any|are there|what are the|which|list|open|current|the|show|show me|do we have any|did we have any|were there any|have there been any|what|how many) [the|all|open|active|current|ongoing|recent|new|last] ${INCIDENTS} [are open|open|right now|happened|are there|did we have|were there|going on|ongoing]`,
    `(any|are there any|is there an|is there any|are there|what are the|which|list|open|current|the|show|show me|do we have any|did we have any|were there any|have there been any|what|how many|latest|last|recent) [the|all|open|active|current|ongoing|recent|new|last] ${INCIDENTS} (for|on|in|with|at|of|about|affecting|hit|did) {any} [have|had]`,
    `${INCIDENTS} (for|on|of|in|at|with) {any}`,
    `${INCIDENTS} [history|list|status|overview]`,
    `{any} ${INCIDENTS} [history|list|status]`,
    '{any} incident history',
    '(is|are|was|were) {any} [still|really|currently] (down|broken|on fire|up|healthy|ok|okay|failing|having problems|having issues|slow|degraded|back|back up)',
    '(is there|are there|was there) (an|any|a) (problem|issue|known issue|problems|issues) (with|on|for|in|at) {any}',
    'what is (wrong|going on|happening|up) (with|at|in) {any}',
    `(when was|what was|when did we have) [the] last ${INCIDENTS} (of|for|on|in|with|at) {any}`,
    `when (did|was) {any} last (break|fail|go down|broken|down|have an incident)`,
    'has {any} been (down|broken|failing)',
    '(status|health) (of|for) {any}',
  ],
  bare: 'nothing',
  answer,
};

const SHOWN = 8;

async function answer(question: Case): Promise<Answer> {
  const { room, mentions, when = null, text, strange } = question;
  const intent = 'incident.status';
  const refs = mentions.map(({ ref }) => ref);
  const book = await readBook(room.db);
  const missing = await noIncidents(room, book, { intent, refs });
  if (missing) return missing;
  // "When was the last one", and what a thing has had: as far back as is known.
  const isHistory = /\b(?:last|latest|history|recent|had|been|have had)\b/i.test(text) && !when;
  const today = dayAt(room.now, room.zone);
  const yearAgo = { since: startOf(addMonths(today, -12), room.zone), until: room.now };
  const isNow = !when || (when.since <= room.now && when.until > room.now && when.isMoment);
  const isNamed = refs.length > 0;
  const isState =
    /^(?:is|are) |\b(?:status|health) (?:of|for)\b|going on|wrong with|\bopen\b|right now|current|ongoing/i.test(
      text,
    );
  const window = !isNow && when ? when : isHistory || (isNamed && !isState) ? yearAgo : null;
  const isLast = /\b(?:when|what) (?:was|did)\b.*\blast\b/i.test(text) && isNamed;
  const all = await incidentsOf(room, book, window);
  const groups = isNamed
    ? await Promise.all(
        refs.map(async (ref) => ({ ref, ...(await incidentsAbout(room, book, ref, all)) })),
      )
    : [];
  const found = isNamed
    ? all.filter((one) => groups.some((group) => group.told.includes(one)))
    : all;
  const told = isLast ? found.slice(0, 1) : found;
  const name = isNamed ? ` on ${enumerate(refs.map((ref) => labelOf(room.view, ref)))}` : '';
  const label = window === yearAgo ? 'in the last year' : (when?.label ?? '');
  const unlinked = groups
    .filter((group) => !group.isLinked)
    .map(({ ref }) => labelOf(room.view, ref));
  const standings = incidentStandings(book);
  const notes = [
    ...mentions.map((mention) => understood(room.view, mention).trim()),
    told.length > 0
      ? someText(told, {
          isLast,
          window: window !== null,
          name,
          label,
        })
      : noneText(room, book, { window: window !== null, name, label, isState: isState && isNamed }),
    unlinked.length > 0
      ? `No service of ${enumerate(standings.map(({ title }) => title))} is linked to ${enumerate(unlinked)}, so I would not know.`
      : '',
  ];
  const ages = standings.map((standing) => ageText(standing, room));
  const lines = told.slice(0, SHOWN).map((one) => incidentLine(room.view, one, room));
  const more = told.length > SHOWN ? [`And ${told.length - SHOWN} more.`] : [];
  const isUnknown = told.length === 0 && isNamed && unlinked.length === refs.length;
  return reply({
    kind: isUnknown ? 'unknown' : 'answer',
    intent,
    subjects: isNamed ? refs : [...new Set(told.flatMap((one) => one.refs))],
    refs: [...new Set(told.flatMap((one) => one.refs))],
    text: [...notes, ...lines.map((line) => `${line}.`), ...more, ...ages, ...strangers(strange)]
      .filter(Boolean)
      .join(' '),
    view:
      told.length > 1
        ? groupsView(room, told, [...notes, ...ages, readingNote(room.view, [], strange)])
        : { kind: 'text' },
    facts:
      told.length > 0
        ? told
            .slice(0, SHOWN)
            .map((one) => incidentFact(one, book.standings.get(one.incident.source)))
        : standings.flatMap(({ title, readAt }) =>
            readAt
              ? [
                  {
                    name: 'incident',
                    value: 'none',
                    source: title,
                    observedAt: readAt.toISOString(),
                  },
                ]
              : [],
          ),
  });
}

type Asked = { window: boolean; name: string; label: string };

function someText(
  told: readonly Told[],
  { window, name, label, isLast = false }: Asked & { isLast?: boolean },
): string {
  if (isLast) return `The last incident${name}:`;
  const open = told.filter(({ incident }) => incident.isOpen).length;
  if (!window)
    return `${counted(told.length, 'incident')} ${told.length === 1 ? 'is' : 'are'} open${name}.`;
  return `${counted(told.length, 'incident')}${name}${label ? ` ${label}` : ''}${open > 0 ? `, ${open} of them open` : ''}.`;
}

/** That nobody opened an incident is no promise that a thing works. */
function noneText(
  room: Room,
  book: OnCallBook,
  { window, name, label, isState }: Asked & { isState: boolean },
): string {
  const titles = enumerate(incidentStandings(book).map(({ title }) => title));
  if (window) {
    const known = incidentStandings(book).flatMap(({ since }) => since ?? []);
    const from = known.length > 0 ? new Date(Math.max(...known.map((at) => at.getTime()))) : null;
    const since = from ? ` It is read back to ${dayText(dayAt(from, room.zone), 0)}.` : '';
    return `${titles} has no incident${name}${label ? ` ${label}` : ''}.${since}`;
  }
  return `${titles} has no open incident${name}.${isState ? ' Whether it works I cannot see: I read incidents, not the service.' : ''}`;
}

function groupsView(room: Room, told: readonly Told[], notes: readonly string[]): Answer['view'] {
  const groups = [...Map.groupBy(told, ({ incident }) => (incident.isOpen ? 'Open' : 'Resolved'))];
  return {
    kind: 'groups',
    title: notes[0] || 'Incidents',
    total: told.length,
    note: notes.filter(Boolean).join(' '),
    groups: groups.map(([label, list]) => ({
      label,
      lines: list.slice(0, 20).map((one) => ({
        text: incidentLine(room.view, one, room),
        place: one.incident.url ? { label: 'PagerDuty', url: one.incident.url } : null,
      })),
    })),
  };
}
