import type { CatalogEntry, Facility } from '../../catalog/summary.ts';
import { downstreamOf, upstreamOf } from '../dependencies.ts';
import { begins, type Clause, type Condition, found, type Place } from './condition.ts';

const LACKS =
  /^(?:(?:that|which|who)\s+)?(?:(?:are|is)\s+)?(?:without|missing|lack(?:s|ing)?|with\s+no|(?:have|has|having|got)\s+no|(?:do|does)\s+not\s+(?:yet\s+)?have|not\s+having|no)\s+(?:(?:an?|any|the|valid|proper|registered|known|own|of|yet|single)\s+)*/i;
const HAS =
  /^(?:(?:that|which|who)\s+)?(?:(?:do|does|already)\s+)?(?:with|have|has|having|got|that\s+have)\s+(?:(?:an?|any|the|some|their|its|own|registered|both|already)\s+)*/i;
const JOINT =
  /^\s*(?:,\s*(?:and|or|nor)?\s*|\s(?:and|or|nor|&)\s+|\/)(?:(?:an?|any|the|no|without|with)\s+)*/i;
const UNDOCUMENTED = begins('undocumented');

/** What may be registered for a thing, and how people call it. */
const FACILITIES: readonly [RegExp, Facility | 'mark', string][] = [
  [begins('run-?\\s?books?|playbooks?'), 'runbook', 'a runbook'],
  [begins('(?:grafana\\s+|datadog\\s+)?dashboards?|monitoring'), 'dashboard', 'a dashboard'],
  [begins('slos?|slo\\s+links?|service\\s+level\\s+objectives?'), 'slo', 'an SLO'],
  [begins('docs?|documentation|techdocs|tech\\s+docs|documents'), 'docs', 'docs'],
  [
    begins('on[\\s-]?call(?:\\s+(?:rota|schedule|rotation|person))?|pager(?:duty)?|rotas?|paging'),
    'oncall',
    'on-call',
  ],
  [begins('(?:a\\s+)?(?:slack\\s+)?channels?|chats?'), 'chat', 'a chat channel'],
  [begins('repo(?:sitor(?:y|ies))?\\s+links?'), 'repository', 'a repository link'],
];

type Field = { shape: RegExp; says: string; has: (entry: CatalogEntry, place: Place) => boolean };
const FIELDS: readonly Field[] = [
  {
    shape: begins('systems?'),
    says: 'a system',
    has: (entry, { view }) => view.out(entry.ref, 'partOf').length > 0,
  },
  {
    shape: begins('domains?'),
    says: 'a domain',
    has: (entry, { view }) => view.out(entry.ref, 'partOf').length > 0,
  },
  {
    shape: begins('owners?'),
    says: 'an owner',
    has: (entry, { view }) => view.out(entry.ref, 'ownedBy').some((one) => view.get(one)),
  },
  { shape: begins('descriptions?'), says: 'a description', has: ({ about }) => about !== null },
  { shape: begins('titles?'), says: 'a title', has: ({ title }) => title !== null },
  { shape: begins('tags?'), says: 'tags', has: ({ tags }) => tags.length > 0 },
  { shape: begins('labels?'), says: 'labels', has: ({ marks }) => marks.length > 0 },
  { shape: begins('tiers?'), says: 'a tier', has: ({ tier }) => tier !== null },
  { shape: begins('lifecycles?'), says: 'a lifecycle', has: ({ lifecycle }) => lifecycle !== null },
  { shape: begins('types?'), says: 'a type', has: ({ type }) => type !== null },
  {
    shape: begins('alias(?:es)?|nicknames?'),
    says: 'aliases',
    has: ({ aliases }) => aliases.length > 0,
  },
  {
    shape: begins('members?|people|anybody\\s+in\\s+(?:it|them)'),
    says: 'members',
    has: (entry, { view }) => view.out(entry.ref, 'hasMember').length > 0,
  },
  {
    shape: begins('teams?'),
    says: 'a team',
    has: (entry, { view }) =>
      view
        .out(entry.ref, entry.kind === 'user' ? 'memberOf' : 'ownedBy')
        .some((one) => view.get(one)),
  },
  {
    shape: begins('parents?'),
    says: 'a parent',
    has: (entry, { view }) => view.out(entry.ref, 'childOf').length > 0,
  },
  {
    shape: begins('apis?'),
    says: 'an API',
    has: (entry, { view }) =>
      view.out(entry.ref, 'providesApi').length > 0 ||
      view.incoming(entry.ref, 'ownedBy').some((one) => one.startsWith('api:')),
  },
  {
    shape: begins('providers?|producers?|publishers?'),
    says: 'a provider',
    has: (entry, { view }) => view.out(entry.ref, 'apiProvidedBy').length > 0,
  },
  {
    shape: begins('dependenc(?:y|ies)|upstreams?'),
    says: 'dependencies',
    has: (entry, { view }) => upstreamOf(view, entry.ref).length > 0,
  },
  {
    shape: begins('dependents?|dependants?|consumers?|users|clients?|callers?'),
    says: 'dependents',
    has: (entry, { view }) => downstreamOf(view, entry.ref).length > 0,
  },
  {
    shape: begins('services?|components?|things|anything(?:\\s+to\\s+own)?|entities'),
    says: 'anything they own',
    has: (entry, { view }) =>
      view.incoming(
        entry.ref,
        entry.kind === 'group' || entry.kind === 'user' ? 'ownedBy' : 'partOf',
      ).length > 0,
  },
];

/** What is or is not registered for it. */
export const facilityClauses: readonly Clause[] = [
  (text) => {
    const match = UNDOCUMENTED.exec(text);
    return match && found(match[0].length, having('docs', 'docs', true));
  },
  (text, place) => {
    const lacks = LACKS.exec(text);
    const lead = lacks ?? HAS.exec(text);
    if (!lead) return null;
    const isNot = lacks !== null;
    const conditions: Condition[] = [];
    let at = lead[0].length;
    // "with a runbook and an slo"; "without runbook or slo" lacks both.
    for (;;) {
      const next = facilityAt(text.slice(at), isNot, place);
      if (!next) break;
      conditions.push(next.condition);
      at += next.length;
      const joint = JOINT.exec(text.slice(at));
      if (!joint || !facilityAt(text.slice(at + joint[0].length), isNot, place)) break;
      // "with oncall but no slo", "with a runbook and no slo": the second half speaks for itself.
      if (
        /\b(?:no|without)\s+$/i.test(joint[0]) !== isNot &&
        /\b(?:no|without|with)\s+$/i.test(joint[0])
      )
        break;
      at += joint[0].length;
    }
    const [first] = conditions;
    if (!first) return null;
    const isEither = !isNot && /\sor\s/i.test(text.slice(lead[0].length, at));
    return found(at, {
      keeps: (entry) =>
        isEither
          ? conditions.some(({ keeps }) => keeps(entry))
          : conditions.every(({ keeps }) => keeps(entry)),
      says: conditions.map(({ says }) => says).join(isEither ? ' or ' : ' and '),
      dimension: conditions.length === 1 ? first.dimension : 'facility',
    });
  },
];

function facilityAt(
  text: string,
  isNot: boolean,
  place: Place,
): { length: number; condition: Condition } | null {
  for (const [shape, facility, says] of FACILITIES) {
    const match = shape.exec(text);
    if (match) return { length: match[0].length, condition: having(facility, says, isNot) };
  }
  for (const { shape, says, has } of FIELDS) {
    const match = shape.exec(text);
    // "with service token-vault" names one.
    if (match)
      return {
        length: match[0].length,
        condition: {
          keeps: (entry) => has(entry, place) !== isNot,
          says: `${isNot ? 'without' : 'with'} ${says}`,
          dimension: `field:${says}`,
        },
      };
  }
  const word = /^[\w.-]+(?:\s[\w.-]+)?/.exec(text)?.[0] ?? '';
  for (const said of [word, word.split(/\s/)[0] ?? '']) {
    const label = said && place.view.words.label(said);
    if (!label || (!isNot && place.view.words.traits(said).length > 0)) continue;
    return {
      length: said.length,
      condition: {
        keeps: ({ marks }) => marks.some(({ name }) => name === label) !== isNot,
        says: `${isNot ? 'without' : 'with'} ${label}`,
        dimension: `label:${label}`,
      },
    };
  }
  return null;
}

function having(facility: Facility | 'mark', says: string, isNot: boolean): Condition {
  return {
    keeps: ({ has }) => has.some((one) => one === facility) !== isNot,
    says: `${isNot ? 'without' : 'with'} ${says}`,
    dimension: `facility:${facility}`,
  };
}
