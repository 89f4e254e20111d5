import type { CatalogIndex } from '../catalog/search.ts';
import { advice, UserError } from '../errors.ts';
import type { Waking, Woken } from '../operations/waking.ts';
import type { Doing, Outcome, Presser } from './doing.ts';
import type { Announcement, Reach, Reached } from './reach.ts';

/** Makes an incident with the on-call vendor in the name of `by`, one for each `key`; null where the vendor knows nothing of it. */
export type RaiseIncident = (page: {
  target: string;
  team: string | null;
  person: string | null;
  title: string;
  reason: string | null;
  by: Presser;
  key: string;
}) => Promise<{ text: string } | null>;

const HALF_AN_HOUR_MS = 30 * 60_000;

/** Wakes who is on call: by the vendor where there is one, else by direct message and in the team's channel. */
export function pageDeed({
  index,
  planFor,
  reach,
  raiseIncident,
}: {
  index: CatalogIndex;
  planFor: (target: string) => Promise<Waking>;
  reach: Reach;
  raiseIncident: RaiseIncident | null;
}): Doing<'page'> {
  async function nameOf(ref: string): Promise<string> {
    const entry = (await index.current()).get(ref);
    return entry?.title ?? entry?.name ?? ref;
  }

  return {
    lifeMs: HALF_AN_HOUR_MS,
    target: ({ target }) => target,
    // Whoever is known may call for help: a page that somebody had to ask leave for comes too late.
    refusal: async () => null,
    words: {
      label: 'What is it about?',
      isLong: true,
      detail: 'Reason',
      read: ({ reason }) => reason ?? '',
      write: (deed, words) => ({ ...deed, reason: words || null }),
    },
    async carryOut({ target, reason }, { by, key }) {
      const plan = await planFor(target);
      const what = await nameOf(target);
      const title = `${what}: help is needed`;
      const person = plan.person?.ref ?? null;
      const about = { target, team: plan.team, person, title, reason };
      const raised = await raise({ ...about, by, key });
      if (raised.kind === 'raised') return { kind: 'done', text: raised.text };
      const said: Announcement = {
        headline: `${by.name} asks for help with ${what}.`,
        text: reason,
        by: by.slackId,
      };
      const written = await byMessage(plan, said, key);
      return raised.kind === 'none' ? written : insteadOf(raised.why, written);
    },
  };

  async function raise(page: Parameters<RaiseIncident>[0]): Promise<Raised> {
    try {
      const raised = await raiseIncident?.(page);
      return raised ? { kind: 'raised', text: raised.text } : { kind: 'none' };
    } catch (error) {
      // Whatever keeps the vendor from paging must not keep the call for help from going out.
      if (error instanceof UserError) return { kind: 'failed', why: advice(error) };
      throw error;
    }
  }

  async function byMessage(plan: Waking, said: Announcement, key: string): Promise<Outcome> {
    const { person, channel } = plan;
    const tried: { whom: string; reached: Reached }[] = [];
    if (person) {
      const whom = `${await nameOf(person.ref)}${WHY[person.because]}`;
      tried.push({ whom, reached: await reach.person(person.ref, said, `page:${key}:person`) });
    }
    if (channel) {
      const reached = await reach.channel(channel, said, `page:${key}:channel`);
      tried.push({ whom: channel, reached });
    }
    return outcomeOf(tried);
  }
}

type Raised = { kind: 'raised'; text: string } | { kind: 'none' } | { kind: 'failed'; why: string };

/** A message may wake nobody, so the page itself can still be tried again; nobody gets the message twice. */
function insteadOf(why: string, { kind, text }: Outcome): Outcome {
  const instead = kind === 'done' ? 'I wrote instead, which may wake nobody:' : 'I tried to write.';
  return { kind: 'failed', text: `${why} ${instead} ${text}` };
}

const WHY: Record<Woken['because'], string> = {
  'on-call': ' (on call)',
  lead: ' (lead of the team)',
  named: '',
};

/** One sentence about everybody who was tried: done when anybody was reached. */
export function outcomeOf(tried: readonly { whom: string; reached: Reached }[]): Outcome {
  const reached = tried.filter((one) => one.reached.kind === 'reached').map(({ whom }) => whom);
  const missed = tried.flatMap(({ whom, reached: one }) =>
    one.kind === 'unreachable' ? [`I could not reach ${whom}: ${one.reason}.`] : [],
  );
  if (reached.length === 0) {
    const why = missed.join(' ') || 'There is nobody and no channel to tell.';
    return { kind: 'failed', text: `Nobody was told. ${why}` };
  }
  return { kind: 'done', text: [`Told ${listed(reached)}.`, ...missed].join(' ') };
}

/** `a`, `a and b`, `a, b and c`: all of them. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
