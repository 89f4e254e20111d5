import { and, desc, eq, inArray } from 'drizzle-orm';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { proposals } from '../../db/schema.ts';
import { AUDIT_DAYS, type AuditLine, readAudit } from '../../operations/audit.ts';
import type { Answer, Intent } from '../answer.ts';
import type { DeedKind } from '../deed.ts';
import { lineFact, lineText, nothingFact } from '../deeds-done/lines.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { understood } from '../labels.ts';
import { reply } from '../reply.ts';

const SHOWN = 20;

/** "Who did what to ledger", "who paged risk": what people did by pressing a button, from the audit. */
export const deedsDone: Intention = {
  intent: 'changes.recent',
  examples: [
    'who did what to ledger',
    'who paged Security',
    'audit log of ledger',
    'what was done to ledger',
    'who paged Security last week',
  ],
  patterns: [
    'who (did what|did anything|did something|has done what|did what all) (to|with|on|for) {any}',
    'what (did people|did anybody|did anyone|did somebody|did someone|was|has been|have people|was all) (do|done) (to|with|on) {any}',
    '[the|show|show the|list] (audit|audit log|audit trail|audit lines) (of|for|on) {any}',
    '{any} (audit log|audit trail)',
    'who (paged|woke|woke up|escalated to|has paged) {any}',
    '(was|has) {any} [been] (paged|woken|woken up) [already|yet|today]',
    '(did|has) (anybody|anyone|somebody|someone) [already] (page|paged|woken|wake up|lock|locked|tell|told) {any} [already|yet]',
    'who (told|warned|notified|informed) (everybody|everyone|the consumers|consumers|people|the owners|them|all|teams|the teams) (about|of) {any}',
  ],
  bare: 'nothing',
  time: 'welcome',
  async answer({ text, mentions, period, room }: Case): Promise<Answer | null> {
    const [mention] = mentions;
    if (!mention) return null;
    const refs = mentions.map(({ ref }) => ref);
    const kind = kindIn(text);
    const found = await readAudit(room.db, {
      targets: refs,
      what: kind ?? undefined,
      since: period?.since,
      until: period?.until,
      limit: SHOWN + 1,
    });
    const name = enumerate(refs.map((ref) => labelOf(room.view, ref)));
    const verb = kind === 'page' ? 'paged' : 'did anything to';
    const none = `Nobody ${verb} ${name} through me${period ? ' in that time' : ` in the last ${AUDIT_DAYS} days`}; what is done elsewhere I do not see.`;
    return told(room, found, {
      intent: 'changes.recent',
      subjects: refs,
      title: `What was done to ${name}`,
      lead: understood(room.view, mention),
      none,
    });
  },
};

const MINE =
  '(page|call for help|lock|unlock|freeze|message|messages|correction|correction request|request|pull request)';

/** "What happened with my page": what became of what the asker asked for or pressed. */
export const myDeeds: Intention = {
  intent: 'page.request',
  examples: ['what happened with my page', 'did my page go out', 'what did i do'],
  patterns: [
    `(what happened|what became|what came|what is|what is going on|how is it going) (to|with|of|about) my [last|latest] ${MINE}`,
    `(did|has|was|is) my [last|latest] ${MINE} (go out|gone out|go through|gone through|arrive|arrived|work|worked|reach anybody|reach anyone|reach them|sent|delivered|done|seen|answered)`,
    `[where is|status of|what about|any news on|any news about] my [last|latest] ${MINE}`,
    'what (did i do|have i done) [today|here|so far]',
    '(my|show my|list my) (actions|deeds|audit log|audit trail|last actions)',
  ],
  bare: 'nothing',
  answer: tellMine,
};

async function tellMine({ text, room }: Case): Promise<Answer> {
  const { db, talk } = room;
  const kind = kindIn(text);
  const intent: Intent = kind === null || kind === 'page' ? 'page.request' : intentOf(kind);
  if (!talk.asker)
    return reply({ kind: 'unknown', intent, text: 'I do not know who you are in the catalog.' });
  const waiting = (
    await db
      .select()
      .from(proposals)
      .where(and(eq(proposals.askedBy, talk.asker), inArray(proposals.state, ['open', 'doing'])))
      .orderBy(desc(proposals.createdAt))
      .limit(SHOWN)
  ).filter(({ deed }) => kind === null || deed.kind === kind);
  const asked = await askedFor(room, talk.asker);
  const lines = (
    await readAudit(db, { who: talk.asker, what: kind ?? undefined, limit: SHOWN })
  ).concat(asked.filter(({ what }) => kind === null || what === kind));
  const newest = [...new Map(lines.map((line) => [line.id, line])).values()].sort(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );
  const open = waiting.map(({ card, expiresAt, state }) => {
    const title = card.title.replace(/\?$/, '');
    if (state === 'doing') return `"${title}" is under way.`;
    return expiresAt > room.now
      ? `"${title}" waits: nobody has pressed its button yet, and nothing was done.`
      : `"${title}" was never pressed, so nothing was done; ask again for a new card.`;
  });
  return told(room, kind === null ? newest.slice(0, SHOWN) : newest.slice(0, 3), {
    intent,
    subjects: [],
    title: 'What became of it',
    lead: open.slice(0, 3).join(' ') && `${open.slice(0, 3).join(' ')} `,
    none: open.length > 0 ? '' : 'I know of nothing that you asked me to do.',
  });
}

/** What others did by pressing a card that this person had asked for. */
async function askedFor({ db }: Room, asker: string): Promise<AuditLine[]> {
  const own = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(eq(proposals.askedBy, asker))
    .orderBy(desc(proposals.createdAt))
    .limit(SHOWN);
  const ids = own.map(({ id }) => id);
  return ids.length === 0 ? [] : readAudit(db, { proposals: ids, limit: SHOWN });
}

function kindIn(text: string): DeedKind | null {
  if (/\b(?:paged?|woken?|woke|wake|escalated|call for help)\b/i.test(text)) return 'page';
  if (/\bunlock/i.test(text)) return 'unlock';
  if (/\b(?:lock|freeze)/i.test(text)) return 'lock';
  if (/\b(?:told|tell|warned|notified|informed|messages?)\b/i.test(text)) return 'tell';
  return /\b(?:correction|pull request)/i.test(text) ? 'correct' : null;
}

function intentOf(kind: DeedKind): Intent {
  if (kind === 'correct') return 'catalog.correct';
  return kind === 'tell' ? 'blast' : 'freeze';
}

function told(
  room: Room,
  lines: readonly AuditLine[],
  parts: { intent: Intent; subjects: string[]; title: string; lead: string; none: string },
): Answer {
  const { intent, subjects, title, lead, none } = parts;
  const shown = lines.slice(0, SHOWN);
  const texts = shown.map((line) => lineText(room, line));
  const more = lines.length > SHOWN ? ` These are the newest ${SHOWN}.` : '';
  const isKnown = (ref: string) => room.view.get(ref) !== null;
  return reply({
    kind: 'answer',
    intent,
    subjects,
    refs: [...new Set(shown.map(({ who }) => who))].filter(isKnown),
    text: `${lead}${texts.length > 0 ? `${texts.join(' ')}${more}` : none}`.trim(),
    view:
      shown.length < 2
        ? { kind: 'text' }
        : {
            kind: 'groups',
            title: `${title}: ${counted(shown.length, 'deed')}`,
            groups: [
              { label: 'Newest first', lines: texts.map((text) => ({ text, place: null })) },
            ],
            total: shown.length,
            note: `${lead}${more}`.trim(),
          },
    facts: shown.length > 0 ? shown.map(lineFact) : [nothingFact(room)],
  });
}
