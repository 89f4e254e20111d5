import { ruleOfPath } from '../catalog/code-paths.ts';
import { type CodeownersRule, parseCodeowners } from '../catalog/codeowners.ts';
import type { NamedOwner } from '../catalog/evidence.ts';
import { enumerate, labelOf } from '../catalog/labels.ts';
import { ownerDirectory } from '../catalog/owner-directory.ts';
import { ownershipOfRepository, ownersOfRule } from '../catalog/ownership.ts';
import type { CatalogView } from '../catalog/search.ts';
import { teamsAbove } from '../catalog/teams.ts';
import type { Answer, Fact, Intent } from './answer.ts';
import { adminsReadAt, type EntityFacts, statedFact } from './facts.ts';
import type { Room } from './intention.ts';
import { ownerSentence } from './intents/own-lookup.ts';
import { reply } from './reply.ts';
import type { Place } from './resolve.ts';
import { candidatesOf, testimonyFacts, testimonyOf } from './testimony.ts';

/** Rules inside a folder that are told; more make nobody wiser. */
const PARTS_SHOWN = 3;

/** Who owns a place in a repository: the rule of CODEOWNERS that decides, and the descriptor beside it. */
export async function answerPlace(room: Room, place: Place, intent: Intent): Promise<Answer> {
  const { view } = room;
  const { repository, ref, slug } = place;
  const facts = ref ? await room.facts(ref) : null;
  if (place.path.path === '' && !facts) return answerRepository(room, place);
  const rules = parseCodeowners(repository?.codeowners ?? '');
  const { rule, parts } = ruleOfPath(rules, place.path);
  const directory = ownerDirectory(view);
  const owners = ownersOfRule(rule, directory);
  const known = owners.flatMap((owner) => owner.ref ?? []);
  const whole = facts?.owner?.exists ? facts.owner.ref : null;
  const differs =
    whole !== null &&
    known.length > 0 &&
    !known.some((one) => directory.isWithin(one, whole) || directory.isWithin(whole, one));
  const what = place.path.path === '' ? slug : `${place.path.path} in ${slug}`;
  const sentences = [
    ruleSentence(view, { what, rule, owners, place }),
    partsSentence(view, parts, (one) => ownersOfRule(one, directory)),
    facts ? wholeSentence(view, facts, { differs, hasRule: rule !== null }) : '',
  ];
  if (!rule && !facts) {
    const rest = await answerRepository(room, place);
    return { ...rest, intent, text: `${sentences[0]} ${rest.text}` };
  }
  return reply({
    kind: 'answer',
    intent,
    subjects: ref ? [ref] : [],
    refs: rule || !whole ? known : [whole],
    text: sentences.filter(Boolean).join(' '),
    facts: [
      ...ruleFacts(place, rule, owners),
      ...(facts?.owner ? [statedFact(facts, 'owner', facts.owner.ref)] : []),
    ],
  });
}

function ruleSentence(
  view: CatalogView,
  {
    what,
    rule,
    owners,
    place: { repository, slug },
  }: { what: string; rule: CodeownersRule | null; owners: readonly NamedOwner[]; place: Place },
): string {
  if (!repository)
    return `The files of ${slug} are not read here, so no rule for ${what} is known.`;
  if (repository.codeowners === null)
    return `${slug} has no CODEOWNERS, so no rule says who owns ${what}.`;
  if (!rule) return `No rule of ${repository.codeownersPath} covers ${what}.`;
  const decides = `the last rule that matches is "${rule.pattern}" in ${repository.codeownersPath}, line ${rule.line}`;
  if (rule.owners.length === 0)
    return `Nobody owns ${what}, on purpose: ${decides}, and it names nobody.`;
  const strangers = owners.filter(({ ref }) => ref === null).map(({ handle }) => handle);
  const unknown = strangers.length > 0 ? ` The catalog does not know ${enumerate(strangers)}.` : '';
  return `${what} is owned by ${namesOf(view, owners)}: ${decides}.${unknown}`;
}

function namesOf(view: CatalogView, owners: readonly NamedOwner[]): string {
  const names = owners.map(({ ref, handle }) => {
    const above = ref ? teamsAbove(view, ref)[0] : undefined;
    const part = above ? ` (part of ${labelOf(view, above)})` : '';
    return `${ref ? labelOf(view, ref) : handle}${part}`;
  });
  return enumerate(names);
}

function partsSentence(
  view: CatalogView,
  parts: readonly CodeownersRule[],
  ownersOf: (rule: CodeownersRule) => NamedOwner[],
): string {
  if (parts.length === 0) return '';
  const shown = parts.slice(0, PARTS_SHOWN).map((rule) => {
    const whose = rule.owners.length > 0 ? namesOf(view, ownersOf(rule)) : 'nobody';
    return `"${rule.pattern}" (line ${rule.line}) to ${whose}`;
  });
  const more = parts.length > PARTS_SHOWN ? ` and ${parts.length - PARTS_SHOWN} more rules` : '';
  return `Later rules give parts of it away: ${shown.join(', ')}${more}.`;
}

function wholeSentence(
  view: CatalogView,
  facts: EntityFacts,
  { differs, hasRule }: { differs: boolean; hasRule: boolean },
): string {
  if (!hasRule) return ownerSentence(view, facts);
  const { owner, entry, source } = facts;
  if (!owner) return `${source.source} names no owner of ${labelOf(view, entry.ref)}.`;
  const name = owner.exists
    ? labelOf(view, owner.ref)
    : `${labelOf(view, owner.ref)}, which the catalog does not know`;
  const says = `${source.source} gives ${labelOf(view, entry.ref)} as a whole to ${name}.`;
  return differs ? `The sources disagree: ${says}` : says;
}

function ruleFacts(
  { repository }: Place,
  rule: CodeownersRule | null,
  owners: readonly NamedOwner[],
): Fact[] {
  if (!repository || !rule) return [];
  const url = `${repository.url}/blob/${repository.defaultBranch ?? 'HEAD'}/${repository.codeownersPath}#L${rule.line}`;
  const place = { source: 'CODEOWNERS', url, observedAt: repository.seenAt.toISOString() };
  return [
    ...owners.map(({ ref, handle }) => ({ name: 'owner', value: ref ?? handle, ...place })),
    { name: 'rule', value: rule.pattern, ...place },
  ];
}

/** A repository that no descriptor describes: what else says who looks after it, and that this is all there is. */
async function answerRepository(room: Room, { repository, slug }: Place): Promise<Answer> {
  const { view, db } = room;
  if (!repository)
    return reply({ kind: 'unknown', intent: 'own.lookup', text: `I know nothing of ${slug}.` });
  const ownership = ownershipOfRepository(repository, ownerDirectory(view));
  const testimony = testimonyOf(ownership, repository, await adminsReadAt(db));
  // Who committed may know whom to ask; it makes nobody the owner.
  const best = testimony.find(
    ({ source, named }) => source !== 'committers' && named.some(({ ref }) => ref !== null),
  );
  const owners = (best?.named ?? []).flatMap(({ ref }) => ref ?? []);
  const { sentence, refs } = candidatesOf(view, testimony);
  const says = best?.source === 'codeowners' ? 'CODEOWNERS names' : 'GitHub gives admin rights to';
  const others = candidatesOf(
    view,
    testimony.filter((one) => one !== best),
  );
  const text = best
    ? `${says} ${namesOf(view, best.named)}.${others.sentence ? ` ${others.sentence}` : ''}`
    : (sentence ?? 'Nothing else says who looks after it.');
  return reply({
    kind: testimony.length > 0 ? 'answer' : 'unknown',
    intent: 'own.lookup',
    refs: owners,
    text: `No descriptor in the catalog describes ${slug}. ${text}`,
    facts: [...ruleFactsOf(ownership, testimony), ...testimonyFacts(testimony)],
    candidates: refs.filter((ref) => !owners.includes(ref)),
  });
}

function ruleFactsOf(
  { codeowners }: { codeowners: readonly NamedOwner[] },
  testimony: ReturnType<typeof testimonyOf>,
): Fact[] {
  const found = testimony.find(({ source }) => source === 'codeowners');
  if (!found) return [];
  const { url, observedAt } = found;
  return codeowners.map(({ ref, handle }) => ({
    name: 'owner',
    value: ref ?? handle,
    source: 'CODEOWNERS',
    url,
    observedAt,
  }));
}
