import { ruleOfPath } from '../catalog/code-paths.ts';
import { parseCodeowners } from '../catalog/codeowners.ts';
import { enumerate, labelOf } from '../catalog/labels.ts';
import { ownerDirectory } from '../catalog/owner-directory.ts';
import { ownersOfRule } from '../catalog/ownership.ts';
import type { Brief, Fact } from './answer.ts';
import { type Briefed, briefOf, type OnCallNow } from './brief.ts';
import type { Room } from './intention.ts';
import type { Place } from './resolve.ts';

/** A repository or a file of it: the service it belongs to, and whose the file is by CODEOWNERS. Null where neither is known. */
export async function briefOfPlace(
  room: Room,
  place: Place,
  onCallNow: OnCallNow,
): Promise<Briefed | null> {
  const facts = place.ref ? await room.facts(place.ref) : null;
  const whole = facts && (await briefOf(room, facts, onCallNow));
  const ruled = ruleFor(room, place);
  if (!whole && !ruled) return null;
  const path = place.path.path;
  const part = ruled && (path !== '' || !whole) ? ruled : null;
  return {
    brief: {
      ...(whole?.brief ?? bare(place)),
      place: part && { path, owners: part.owners, rule: part.pattern },
      // Whose the file is stands beside whose the service is: that is no disagreement.
      ...(part && { warning: null }),
    },
    facts: [...(whole?.facts ?? []), ...(part?.facts ?? [])],
    sentence: [
      part
        ? `${path || place.slug} is owned by ${enumerate(part.owners) || 'nobody, on purpose'} (CODEOWNERS "${part.pattern}").`
        : '',
      whole?.sentence ?? `No descriptor in the catalog describes ${place.slug}.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

function ruleFor(
  { view }: Room,
  { repository, path }: Place,
): { owners: string[]; pattern: string; facts: Fact[] } | null {
  if (!repository?.codeowners) return null;
  const { rule } = ruleOfPath(parseCodeowners(repository.codeowners), path);
  if (!rule) return null;
  const owners = ownersOfRule(rule, ownerDirectory(view));
  const url = `${repository.url}/blob/${repository.defaultBranch ?? 'HEAD'}/${repository.codeownersPath}#L${rule.line}`;
  const read = { source: 'CODEOWNERS', url, observedAt: repository.seenAt.toISOString() };
  return {
    owners: owners.map(({ ref, handle }) => (ref ? labelOf(view, ref) : handle)),
    pattern: rule.pattern,
    facts: owners.map(({ ref, handle }) => ({ name: 'owner', value: ref ?? handle, ...read })),
  };
}

/** A repository that no descriptor describes. */
function bare({ slug, repository }: Place): Brief {
  return {
    ref: '',
    title: slug,
    sort: 'repository',
    owner: null,
    traits: repository?.isArchived ? ['archived'] : [],
    onCall: null,
    runbook: null,
    url: repository?.url ?? null,
    place: null,
    warning: null,
  };
}
