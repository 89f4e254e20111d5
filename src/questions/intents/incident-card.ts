import { readBook } from '../../operations/cover.ts';
import type { Answer } from '../answer.ts';
import { incidentCard as drawCard } from '../incidents/card.ts';
import { incidentStandings, incidentsNamed } from '../incidents/gather.ts';
import { asksForIncident, incidentIn } from '../incidents/reference.ts';
import { incidentFact, incidentLine } from '../incidents/words.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { reply } from '../reply.ts';

const STATE =
  '(down|broken|on fire|failing|burning|dead|dying|crashing|unreachable|timing out|degraded|throwing 500s|returning 500s|throwing errors|returning errors|not responding|not working|slow|very slow|really slow|laggy|unavailable|unhealthy|red|stuck|flapping|out|having an outage|having issues|having problems|acting up|melting)';

/** Somebody says that a thing is broken, or asks what to know about that. */
export const incidentCard: Intention = {
  intent: 'incident.card',
  examples: [
    'token-vault is on fire',
    'ledger is down',
    'ledger is down, help',
    'we have an outage on ledger',
    'incident card for ledger',
  ],
  patterns: [
    `{thing} (is|are|seems|looks|seems to be|appears to be|is being|went|is completely|is totally|just went) ${STATE} [again|what do i do|what now|help|please help|what do i need to know|who can help|in prod|in production|in prod-eu|in prod-us|this morning|today|tonight|since {since}]`,
    `(help|urgent|emergency|sos|alarm|fire|heads up) {thing} (is|are|seems|looks) ${STATE}`,
    '{thing} (throws|returns|gives|serves|is throwing|is returning|is serving|keeps returning|keeps throwing) (500s|errors|5xx|500|502s|503s|timeouts|502|503) [again|everywhere]',
    '{thing} (throws|returns|gives|serves|is throwing|is returning|is serving|keeps returning|keeps throwing) (500s|errors|5xx|500|502s|503s|timeouts|502|503) (since|for) {since}',
    '{thing} (is not|does not|will not|not) (loading|working|responding|respond|load|work|reachable|available|up|starting|start) [for anyone|for us|for customers|at all|anymore|again|for me]',
    '{thing} (down|broken|on fire|failing|dead|crashed) (what|what now|what do i do|what do we do|what should i do|help|please help|what next)',
    '[i am|we are] (getting|seeing|hitting|see|get) [loads of|lots of|tons of|many|a lot of|some|only] (errors|timeouts|500s|502s|503s|504s|5xx|exceptions|failures|alerts) (on|from|in|at|by|of) {thing}',
    '(we have|there is|we are having|having|seeing|we see|i see) (an|a|some) (outage|incident|problem|issue|errors) (on|with|in|at|of) {thing}',
    '(incident|incident card|outage|outage card) (card|for|on|of) [for] {thing}',
    '{thing} (outage|incident card|emergency)',
    'what do (i|we) need to know about {thing} (right now|in this incident|for the incident)',
  ],
  bare: 'talk',
  async answer({ mentions, strange, room }: Case): Promise<Answer | null> {
    const notes = [
      ...mentions.map((mention) => understood(room.view, mention).trim()),
      ...strangers(strange),
    ];
    return drawCard(
      room,
      mentions.map(({ ref }) => ref),
      { notes: notes.filter(Boolean) },
    );
  },
};

/** A text that names an incident, by number, channel or address, and asks for no more than what it is about. */
export async function answerIncident(text: string, room: Room): Promise<Answer | null> {
  const reference = incidentIn(text);
  if (!reference || !asksForIncident(text, reference)) return null;
  const book = await readBook(room.db);
  if (!incidentStandings(book).some(({ readAt }) => readAt !== null)) return null;
  const found = await incidentsNamed(room, book, reference);
  const [told] = found;
  if (!told) {
    // The channel's own words may still say what it is about.
    if (reference.isChannel) return null;
    return reply({
      kind: 'unknown',
      intent: 'incident.status',
      text: `I know no incident ${reference.id ?? reference.number}. Incidents of the last year are read.`,
    });
  }
  if (found.length === 1 && told.refs.length > 0) {
    const card = await drawCard(room, told.refs, { incident: told });
    if (card) return card;
  }
  return reply({
    kind: 'answer',
    intent: 'incident.status',
    subjects: found.flatMap(({ refs }) => refs),
    text: `${found.map((one) => incidentLine(room.view, one, room)).join('; ')}. ${told.refs.length === 0 ? 'No entity of the catalog is linked to its service.' : ''}`.trim(),
    facts: found.map((one) => incidentFact(one, book.standings.get(one.incident.source))),
  });
}
