/** A source gave no answer that can be trusted: what it said before stays. */
export class SourceDown extends Error {
  override name = 'SourceDown';
  readonly nextStep: string;
  /** It will not go over by itself: a token, a file, a setting. */
  readonly isOurs: boolean;
  constructor(
    message: string,
    {
      nextStep = '',
      isOurs = false,
      cause,
    }: { nextStep?: string; isOurs?: boolean; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.nextStep = nextStep;
    this.isOurs = isOurs;
  }
}
