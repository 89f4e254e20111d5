import type { NamedOwner, Voice } from '../catalog/evidence.ts';
import { enumerate, labelOf } from '../catalog/labels.ts';
import type { OwnedRepository, Ownership } from '../catalog/ownership.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { CardField, Fact } from './answer.ts';

/** What a source beside the descriptor says of who looks after a thing, with where it was read and when. */
export type Testimony = Voice & {
  url: string;
  observedAt: string;
  /** Day of each committer's latest commit, by name as written. */
  days: ReadonlyMap<string, string>;
};

const SHOWN = 3;
const LABELS = {
  codeowners: 'CODEOWNERS',
  admins: 'admin team',
  committers: 'recent commits',
} as const;
const SOURCES = { codeowners: 'CODEOWNERS', admins: 'GitHub', committers: 'GitHub' } as const;
const FACTS = {
  codeowners: 'owner',
  admins: 'admin team',
  committers: 'recent committer',
} as const;
const VERDICTS = {
  agree: 'agrees',
  shared: 'agrees in part',
  differ: 'disagrees',
  unknown: 'cannot be compared',
} as const;

/** `adminsAt`: when admin teams were last read; null where that is not known. */
export function testimonyOf(
  { voices, rule }: Ownership,
  repository: OwnedRepository & { seenAt: Date },
  adminsAt: Date | null,
): Testimony[] {
  const branch = repository.defaultBranch ?? 'HEAD';
  const urls = {
    codeowners: `${repository.url}/blob/${branch}/${rule?.path}#L${rule?.line}`,
    admins: `${repository.url}/settings/access`,
    committers: `${repository.url}/commits/${branch}`,
  };
  const days = new Map(
    (repository.committers ?? []).map(({ name, lastAt }) => [name, lastAt.slice(0, 10)]),
  );
  return voices.map((voice) => ({
    ...voice,
    url: urls[voice.source],
    observedAt: (voice.source === 'admins' && adminsAt
      ? adminsAt
      : repository.seenAt
    ).toISOString(),
    days,
  }));
}

/** Each source's verdict on the descriptor's owner, strongest first, and whom the weaker ones name. */
export function testimonyFacts(testimony: readonly Testimony[]): Fact[] {
  return testimony.flatMap(({ source, named, verdict, url, observedAt }) => {
    const place = { source: SOURCES[source], url, observedAt };
    const about = { name: 'evidence', value: `${LABELS[source]}: ${VERDICTS[verdict]}`, ...place };
    // Whom CODEOWNERS names is told as an owner already.
    const whom =
      source === 'codeowners'
        ? []
        : named
            .slice(0, SHOWN)
            .map(({ ref, handle }) => ({ name: FACTS[source], value: ref ?? handle, ...place }));
    return [about, ...whom];
  });
}

/** "CODEOWNERS and recent commits agree; admin team disagrees"; null where nothing can be compared. */
export function evidenceField(testimony: readonly Testimony[]): CardField | null {
  const parts = (['agree', 'shared', 'differ'] as const).flatMap((verdict) => {
    const those = testimony.filter((one) => one.verdict === verdict);
    const labels = those.map(({ source }) => LABELS[source]);
    if (labels.length === 0) return [];
    const isMany = labels.length > 1 || those[0]?.source === 'committers';
    return [
      `${enumerate(labels)} ${isMany ? VERDICTS[verdict].replace(/^(\w+)s\b/, '$1') : VERDICTS[verdict]}`,
    ];
  });
  return parts.length > 0 ? { name: 'Evidence', text: parts.join('; ') } : null;
}

/** What the weaker sources hold against the descriptor's owner, in sentences. */
export function weakDissent(
  view: CatalogView,
  testimony: readonly Testimony[],
  owner: string,
): string[] {
  return testimony.flatMap((one) => {
    if (one.verdict !== 'differ' || one.source === 'codeowners') return [];
    const names = namesOf(view, one);
    return one.source === 'admins'
      ? [`On GitHub it is administered by ${names}, not by ${labelOf(view, owner)}.`]
      : [`Nobody of ${labelOf(view, owner)} committed to it lately; ${names} did.`];
  });
}

/** Who may know where no owner is known: offered, and never the answer. */
export type Candidates = { refs: string[]; sentence: string | null };

export function candidatesOf(view: CatalogView, testimony: readonly Testimony[]): Candidates {
  const parts = testimony.map((one) => {
    const names = namesOf(view, one);
    if (one.source === 'codeowners') return `CODEOWNERS names ${names}`;
    return one.source === 'admins'
      ? `${names} ${one.named.length === 1 ? 'administers' : 'administer'} the repository`
      : `${names} committed last`;
  });
  const refs = testimony.flatMap(({ named }) =>
    named.slice(0, SHOWN).flatMap(({ ref }) => ref ?? []),
  );
  return {
    refs: [...new Set(refs)],
    sentence: parts.length > 0 ? `Who may know, none of it confirmed: ${parts.join('; ')}.` : null,
  };
}

function namesOf(view: CatalogView, { source, named, days }: Testimony): string {
  const nameOf = ({ ref, handle }: NamedOwner) => {
    const day = source === 'committers' ? days.get(handle) : undefined;
    return `${ref ? labelOf(view, ref) : handle}${day ? ` (${day})` : ''}`;
  };
  return enumerate(named.slice(0, SHOWN).map(nameOf));
}
