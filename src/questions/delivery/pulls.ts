import { enumerate } from '../../catalog/labels.ts';
import { pullsBy, pullsNumbered, repositoriesNamed } from '../../operations/work-reads.ts';
import type { Pull } from '../../operations/work-store.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Room } from '../intention.ts';
import { choose, reply } from '../reply.ts';
import { slugOf } from '../resolve.ts';
import { workplacesOf } from './places.ts';
import { type Made, madeInAll } from './subjects.ts';
import { shortTitle } from './words.ts';

/** A pull request as people name it: its address, `#4412`, `4412 of ledger`, `acme/ledger#4412`. */
export type PullName = { number: number; slug: string | null; of: string | null };

const ADDRESS = /^(?:https?:\/\/)?[^\s/]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)(?:[/?#]\S*)?$/i;
const SHORT = /^([\w.-]+(?:\/[\w.-]+)?)#(\d+)$/;
const PLAIN = /^(?:#|no\.? ?|number )?(\d{1,7})(?: (?:of|in|from|on|for) (?:the )?(.+))?$/i;

export function readPullName(said: string): PullName | null {
  const text = said.trim();
  const [, slug, of] = ADDRESS.exec(text) ?? [];
  if (slug && of) return { number: Number(of), slug, of: null };
  const [, place, number] = SHORT.exec(text) ?? [];
  if (place && number)
    return place.includes('/')
      ? { number: Number(number), slug: place, of: null }
      : { number: Number(number), slug: null, of: place };
  const [, plain, name] = PLAIN.exec(text) ?? [];
  return plain ? { number: Number(plain), slug: null, of: name ?? null } : null;
}

export type KnownPull = { pull: Pull; made: Made };

export type FoundPulls =
  | { kind: 'found'; pulls: readonly KnownPull[] }
  /** It names a repository or thing that there is not, or not one. */
  | { kind: 'unknown'; said: string };

/** The pull requests of that number: in the repository that was named, or in all. */
export async function pullsNamed(room: Room, name: PullName): Promise<FoundPulls> {
  const ids = await repositoriesMeant(room, name);
  if (ids === null) return { kind: 'unknown', said: name.slug ?? name.of ?? '' };
  const all = await pullsNumbered(room.db, name.number);
  const pulls = ids.length > 0 ? all.filter(({ repository }) => ids.includes(repository)) : all;
  return { kind: 'found', pulls: await known(room, pulls) };
}

/** Those of a person, newest first. */
export async function pullsOf(room: Room, logins: readonly string[]): Promise<KnownPull[]> {
  return known(room, await pullsBy(room.db, logins));
}

async function known(room: Room, pulls: readonly Pull[]): Promise<KnownPull[]> {
  const made = await madeInAll(
    room,
    pulls.map(({ repository }) => repository),
  );
  return pulls.flatMap((pull) => {
    const of = made.get(pull.repository);
    return of ? [{ pull, made: of }] : [];
  });
}

/** Ids of the repositories that are meant; none where none was named, null where none is called so. */
async function repositoriesMeant(room: Room, { slug, of }: PullName): Promise<string[] | null> {
  if (slug === null && of === null) return [];
  const named = slug ?? (await slugOf(room, of ?? ''));
  if (named) {
    const found = await repositoriesNamed(room.db, [named]);
    return found.size > 0 ? [...found.values()].map(({ id }) => id) : null;
  }
  const linked = room.link(of ?? '', 'thing');
  if (linked.kind !== 'linked') return null;
  const places = await workplacesOf(
    room,
    linked.mentions.map(({ ref }) => ref),
  );
  const ids = [...places.values()].flatMap(({ repository }) => repository?.id ?? []);
  return ids.length > 0 ? ids : null;
}

/** Buttons for pull requests of several repositories that have one number. `said`: the words of the question that name it. */
export function whichPull(
  { view }: Room,
  pulls: readonly KnownPull[],
  { intent, text, said, number }: { intent: Intent; text: string; said: string; number: number },
): Answer {
  const options = [...new Set(pulls.flatMap(({ made }) => made.refs.slice(0, 1)))];
  const names = enumerate(
    pulls.map(({ pull, made }) => `${made.label} #${pull.number} "${shortTitle(pull.title)}"`),
  );
  // A repository that nothing of the catalog is made in has no button; its address says which is meant.
  if (options.length < pulls.length)
    return reply({
      kind: 'choose',
      intent,
      text: `Several pull requests are #${number}: ${names}. Ask again with the address of the one you mean.`,
      candidates: options,
    });
  return choose(view, {
    intent,
    said: `#${number}`,
    options,
    note: `Several pull requests are #${number}: ${names}. Which one?`,
    question: (ref) => text.replace(said, () => `${number} of ${ref}`),
  });
}
