import { z } from 'zod';
import type { Proposed } from '../catalog/corrections/pull-request.ts';
import { judgeThrown } from './failure.ts';

type Refused = Extract<Proposed, { kind: 'stuck' | 'later' }>;

const Thrown = z.object({
  status: z.number(),
  message: z.string().default(''),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).default({}),
      data: z.unknown(),
    })
    .optional(),
});
const Body = z.object({
  message: z.string().default(''),
  errors: z.array(z.union([z.string(), z.object({ message: z.string() })])).default([]),
});

/** Status and words of what GitHub refused; null where nothing came back from it. */
export function refusalOf(error: unknown): { status: number; message: string } | null {
  const read = Thrown.safeParse(error);
  if (!read.success) return null;
  const body = Body.safeParse(read.data.response?.data).data;
  const more = (body?.errors ?? []).map((one) => (typeof one === 'string' ? one : one.message));
  return {
    status: read.data.status,
    message: [body?.message ?? read.data.message, ...more].filter(Boolean).join('. '),
  };
}

/** What a failed step of a pull request means for whoever asked for it. `doing`: "make a branch in o/r". */
export function judgeWrite(error: unknown, doing: string, now: Date): Refused {
  const read = Thrown.safeParse(error);
  const refusal = refusalOf(error);
  const failure = judgeThrown(error, now);
  if (failure.kind === 'wait' || failure.kind === 'tooMuch')
    return { kind: 'later', reason: `${failure.reason}.` };
  const { stop } = failure;
  if (['exhausted', 'secondary', 'reserve', 'closing'].includes(stop.code))
    return { kind: 'later', reason: stop.message };
  if (!refusal || !read.success) return { kind: 'later', reason: stop.message };
  const { status, message } = refusal;
  if (/archived/i.test(message))
    return stuck(`I could not ${doing}: the repository is archived.`, 'Unarchive it first.');
  if (status === 401)
    return stuck('GitHub does not accept my credentials for writing.', CREDENTIALS);
  if (status === 403 || status === 404) {
    const needed = read.data.response?.headers['x-accepted-github-permissions'];
    const permission = typeof needed === 'string' && needed ? needed.replaceAll('=', ': ') : null;
    return stuck(
      `I may not ${doing}${permission ? `: the permission ${permission} is missing` : ''}.`,
      permission
        ? 'Grant it to the GitHub App or token that writes (GITHUB_WRITE_TOKEN, or GITHUB_TOKEN).'
        : 'Check that the GitHub App or token that writes has contents: write and pull requests: write in this repository.',
    );
  }
  if (/rule violations|protected branch/i.test(message))
    return stuck(`I could not ${doing}: the rules of the repository forbid it.`, RULES);
  if (status === 409)
    return {
      kind: 'later',
      reason: `Somebody else changed the repository while I tried to ${doing}.`,
    };
  return stuck(
    `I could not ${doing}: GitHub said "${message.slice(0, 200)}".`,
    'Change it by hand.',
  );
}

const CREDENTIALS = 'Check GITHUB_WRITE_TOKEN, or the GitHub App that writes.';
const RULES = 'Let branches that begin with callboard/ be made, or change it by hand.';

function stuck(reason: string, nextStep: string): Refused {
  return { kind: 'stuck', reason, nextStep };
}
