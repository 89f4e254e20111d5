/** An incident that a text names by its number, its id or its address. */
export type IncidentReference = {
  id?: string;
  number?: number;
  said: string;
  /** A channel's name may bear the number of something else. */
  isChannel: boolean;
};

const ADDRESS = /<?https?:\/\/[\w.-]*pagerduty\.com\/incidents\/([A-Z0-9]{4,20})[^\s>]*>?/i;
const CHANNEL = /#(?:inc|incident|sev\d?)[-_](\d{1,9})(?:[-_][\w-]*)?/i;
const NUMBER = /\b(?:inc|incident|pd)[-\s]?#?(\d{2,9})\b|(?<![\w#])#(\d{3,9})\b(?=.*\bincident)/i;

export function incidentIn(text: string): IncidentReference | null {
  const address = ADDRESS.exec(text);
  if (address?.[1]) return { id: address[1], said: address[0], isChannel: false };
  const channel = CHANNEL.exec(text);
  if (channel) return { number: Number(channel[1]), said: channel[0], isChannel: true };
  const number = NUMBER.exec(text);
  if (number) return { number: Number(number[1] ?? number[2]), said: number[0], isChannel: false };
  return null;
}

const AROUND =
  /^(?:what|which|who|whose|how|is|are|was|were|does|the|a|an|of|for|about|on|in|to|with|it|this|that|we|there|any|and|affected|impacted|hit|services?|owns?|owned|owner|team|belongs?|happened|happening|going|status|state|summary|details?|info|card|link|pd|pagerduty|incident|open|closed|resolved|over|still|fixed|done|by|from|show|tell|me|latest|update|channel|look|at|see|know|do|i|need)$/i;

/** Whether a text asks about the incident itself: with words that ask for something else, it is another question. */
export function asksForIncident(text: string, { said }: IncidentReference): boolean {
  const rest = text.replace(said, ' ').replace(/what's/gi, 'what is');
  return rest
    .split(/[\s?!.,:;"'()]+/)
    .filter(Boolean)
    .every((word) => AROUND.test(word));
}
