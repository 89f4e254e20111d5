/** Something the person in front of us can mend: a sentence, and what to do next. Everything else is a bug or an outage and rises. */
export class UserError extends Error {
  override name = 'UserError';
  readonly nextStep: string;
  constructor(message: string, nextStep: string, options?: ErrorOptions) {
    super(message, options);
    this.nextStep = nextStep;
  }
}

/** The sentence and the next step in one line. */
export function advice(error: UserError): string {
  return `${error.message} ${error.nextStep}`.trim();
}

/** What an error says, with what caused it, for a log field or an operator's list. Never the stack. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${describeError(error.cause)})`;
  return `${messageOf(error)}${cause}`;
}

const LONGEST_QUERY = 200;

/** Drizzle quotes a failed statement with all its values: thousands of them at times, and messages of people among them. */
function messageOf({ message, name, code }: NodeJS.ErrnoException): string {
  // Node says of a host with two addresses that neither answers by a code alone.
  if (message === '') return code ?? name;
  if (!message.startsWith('Failed query:')) return message;
  const [query = ''] = message.split('\nparams:', 1);
  return query.length > LONGEST_QUERY ? `${query.slice(0, LONGEST_QUERY)}…` : query;
}
