export const STOP_CODES = [
  'unauthorized',
  'forbidden',
  'missing',
  'exhausted',
  'secondary',
  'reserve',
  'rejected',
  'unavailable',
  'closing',
] as const;
export type StopCode = (typeof STOP_CODES)[number];

/**
 * A run of the sync has to end here, and why: every later call would end the same way.
 * It is thrown through the reading code and becomes the reason of the run's report; nothing is deleted after it.
 */
export class GitHubStop extends Error {
  override name = 'GitHubStop';
  readonly code: StopCode;
  /** What a person can do about it; empty where waiting is all there is. */
  readonly nextStep: string;
  /** When trying again makes sense, where GitHub said so. */
  readonly resumesAt: Date | null;
  constructor(
    code: StopCode,
    message: string,
    { nextStep = '', resumesAt = null, cause }: StopOptions = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.nextStep = nextStep;
    this.resumesAt = resumesAt;
  }
}

type StopOptions = { nextStep?: string; resumesAt?: Date | null; cause?: unknown };
