import { advice, describeError, UserError } from './errors.ts';
import { withoutSecrets } from './log.ts';
import { serve } from './service.ts';
import { untilSignal } from './stop.ts';

// The process of production: settings from the environment, until a signal.
try {
  await serve(untilSignal());
} catch (error) {
  const isTheirs = error instanceof UserError;
  process.stderr.write(`${isTheirs ? advice(error) : withoutSecrets(describeError(error))}\n`);
  process.exitCode = isTheirs ? 2 : 1;
}
