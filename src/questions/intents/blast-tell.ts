import type { Answer } from '../answer.ts';
import { proposeTelling } from '../blast/tell.ts';
import type { Case, Intention } from '../intention.ts';
import { understood } from '../labels.ts';
import type { Linked } from '../link.ts';
import { choose, reply, unknownName } from '../reply.ts';

const intent = 'blast';

const TELL =
  '(tell|notify|inform|warn|alert|message|ping|page|update|write to|write|reach out to|send a message to|send a heads up to|send a warning to|give a heads up to|post to|announce to)';
const ASK = '(can|could|would|will) (you|someone|somebody|we|i) [please]';
const WHO =
  '(everybody|everyone|all|all teams|all the teams|the teams|teams|anybody|anyone|people|the people|those|whoever|everything|all services|the services|services|the owners|owners|all owners|all the owners|the owners of everything|the owners of what|owners of everything|owners of what|owners of services|the owners of services|the owners of all services|the teams of everything)';
const DEPEND =
  '(depends on|depend on|depending on|relies on|rely on|relying on|uses|use|using|needs|need|consumes|consume|consuming|calls|call|calling|is affected by|are affected by|affected by|is hit by|are hit by|is impacted by|are impacted by|impacted by|is downstream of|are downstream of|downstream of|downstream from|breaks with|suffers from|suffer from)';
const DEPENDENTS =
  '[all|the|all the|direct|the owners of the|the owners of|owners of|the teams of] (consumers|dependents|dependants|users|clients|callers|downstream|downstreams|downstream teams|downstream owners|downstream services|downstream consumers|subscribers|affected teams|impacted teams|affected owners|blast radius) (of|for|from|by)';
const DOWN =
  '(is down|is broken|is degraded|is failing|is slow|is unavailable|is out|has an outage|has an incident|has problems|has issues|will be down|goes down|is back|is back up|is up again|works again|is fixed|will be restarted|will be deleted|will be removed|is going away|is deprecated)';

/** "Tell everybody who depends on ledger that it is down": a card to press; nothing is sent by asking. */
export const blastTell: Intention = {
  intent,
  examples: [
    'tell everybody who depends on ledger that it is down',
    'notify consumers of ledger',
    'tell the owners of what depends on ledger',
    'warn all downstream teams of ledger: it is slow',
    'let the consumers of ledger know that it is back',
    'tell everyone that ledger is down',
    'can you warn everyone who uses ledger',
  ],
  patterns: [
    `${TELL} ${WHO} [who|that|which] ${DEPEND} {of}`,
    `${ASK} ${TELL} ${WHO} [who|that|which] ${DEPEND} {of}`,
    `${TELL} ${DEPENDENTS} {of}`,
    `${ASK} ${TELL} ${DEPENDENTS} {of}`,
    `let ${WHO} [who|that|which] ${DEPEND} {of} know {words}`,
    `let ${WHO} [who|that|which] ${DEPEND} {of} know`,
    `let ${DEPENDENTS} {of} know {words}`,
    `let ${DEPENDENTS} {of} know`,
    `${TELL} ${WHO} [that|affected|involved|concerned] {of} ${DOWN}`,
    `${ASK} ${TELL} ${WHO} [that|affected|involved|concerned] {of} ${DOWN}`,
    `let ${WHO} know [that] {of} ${DOWN}`,
    `${TELL} (them|them all|all of them|these teams|those teams|the owners|their owners|the teams|everyone affected|everybody affected|affected teams|the affected teams|consumers|downstream) {words}`,
    `${TELL} (them all|all of them|these teams|those teams|their owners|the teams|everyone affected|everybody affected|affected teams|the affected teams|consumers|downstream teams)`,
    'tell them',
  ],
  bare: 'nothing',
  answer,
};

async function answer({ text, slots, room }: Case): Promise<Answer | null> {
  const said = slots['of'];
  const given = slots['words'] ?? downIn(text);
  const { what, words, linked } = said
    ? read(said, given, room)
    : { what: 'it', words: given, linked: room.link('it', 'thing') };
  const question = (ref: string) => text.replace(what, () => ref);
  switch (linked.kind) {
    case 'linked': {
      const [mention, ...others] = linked.mentions;
      if (!mention || linked.strange.length > 0) return null;
      if (others.length > 0) {
        const options = linked.mentions.map(({ ref }) => ref);
        const note = 'About which first? Each gets a card of its own.';
        return choose(room.view, { intent, said: what, options, question, note });
      }
      const note = understood(room.view, mention);
      return proposeTelling(room, { ref: mention.ref, words: withoutThat(words), note });
    }
    case 'unclear':
      return choose(room.view, { intent, said: linked.said, options: linked.options, question });
    case 'other':
      return null;
    case 'dangling':
      return said
        ? reply({ kind: 'unknown', intent, text: 'About what? Name the service that is down.' })
        : null;
    case 'unknown':
      await room.miss(linked.said);
      return unknownName(room.view, { intent, said: linked.said, near: linked.near, question });
  }
}

const SAYS =
  /\s*(?:[:;–—,]\s+|\s-\s+|\s+(?:that|because|since|as|saying|about the fact that|about)[:\s]+)/i;

/** The whole may be a name; else what follows "that" or a colon is what they should read. */
function read(
  said: string,
  given: string | null,
  room: Case['room'],
): { what: string; words: string | null; linked: Linked } {
  const whole = room.link(said, 'thing');
  const parts = SAYS.exec(said);
  if ((whole.kind === 'linked' && !whole.rest) || !parts)
    return { what: said, words: given, linked: whole };
  const what = said.slice(0, parts.index);
  const words = said.slice(parts.index + parts[0].length);
  return { what, words: given ?? words, linked: room.link(what, 'thing') };
}

/** "is down", of "tell everybody that ledger is down". */
function downIn(text: string): string | null {
  const end = new RegExp(` ${DOWN}[.!]*$`, 'i').exec(text)?.[1];
  return end && !/\b(?:that|:) it is\b/i.test(text) ? `it ${end}` : null;
}

function withoutThat(words: string | null): string | null {
  return words?.replace(/^(?:that|about|because|saying)[:\s]+/i, '').trim() || null;
}
