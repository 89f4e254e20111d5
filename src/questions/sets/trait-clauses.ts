import { nameKey, nameWords } from '../../catalog/names.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Trait } from '../../catalog/vocabulary.ts';
import { languageNamed, taggedLanguage } from '../code-languages.ts';
import { begins, type Clause, type Condition, type Found, found, type Place } from './condition.ts';

const TIER =
  /^(?:(?:in|of|with|are|is|at)\s+)*tier[\s_-]*([\w-]+)((?:\s*(?:,|or|and|\/|&)\s*(?:tier[\s_-]*)?\d+)*)(\s+(?:and|or)\s+(?:above|higher|up|better|below|lower|worse))?(?=$|[\s,;?!])/i;
const WORD_TIER = /^([\w-]+)[\s-]tier(?=$|[\s,;?!])/i;
const TAGGED =
  /^(?:(?:that|which)\s+)?(?:(?:are|is)\s+)?(?:tagged|labell?ed|(?:with|have|has|having)\s+(?:the\s+|a\s+)?(?:tags?|labels?)|tags?|labels?)\s+(?:with\s+|as\s+|is\s+|=\s*|:\s*)?([^\s,;?!]+)((?:\s*(?:,|or|and|&)\s+[^\s,;?!]+)*)/i;
const OF_TYPE =
  /^(?:(?:of|with)\s+)?(?:the\s+|a\s+)?(type|kind|sort|lifecycle|spec\.type|spec\.lifecycle)\s+(?:is\s+|=\s*|:\s*)?([^\s,;?!]+)/i;
const WRITTEN =
  /^(?:(?:that|which)\s+)?(?:(?:are|is)\s+)?(?:written|coded|built|implemented|programmed|made|developed)\s+(?:in|with)\s+([^\s,;?!]+)((?:\s*(?:,|or|and|&)\s+[^\s,;?!]+)*)/i;
const IN_LANGUAGE = /^(?:in|using)\s+([^\s,;?!]+)/i;
const DEPRECATED = begins(
  '(?:(?:that|which)\\s+)?(?:are\\s+|is\\s+|already\\s+)*(?:deprecated|retired|sunset(?:ted)?|end[\\s-]of[\\s-]life|eol|obsolete|dead)',
);
const LEGACY = begins(
  '(?:(?:that|which)\\s+)?(?:are\\s+|is\\s+)?(?:legacy|old)(?:\\s+(?:stuff|things?|ones?|crap|code))?',
);
const LIFECYCLE = begins(
  '(?:in\\s+|the\\s+)?(production|prod|experimental|development|staging|beta|alpha)(?:\\s+(?:stage|state|lifecycle|ones?))?',
);
const ACTIVE = begins('(?:active|alive|live|not deprecated|still supported|supported|current)');
const LABELLED =
  /^(?:(?:with|whose|where|has|have|having)\s+)?(?:the\s+|a\s+)?([\w.-]+)\s*(?:=|:|\sis\s|\sof\s|\s)\s*([^\s,;?!]+)/i;

/** What labels, tags and fields say of it, in the words that this catalog uses. */
export const traitClauses: readonly Clause[] = [
  (text, { view }) => {
    const match = TIER.exec(text);
    const word = WORD_TIER.exec(text);
    if (word && !/^\d+$/.test(word[1] ?? '') && hasTier(view, word[1] ?? ''))
      return found(word[0].length, ofTier(view, [word[1] ?? ''], null));
    if (!match || (!/\d/.test(match[1] ?? '') && !hasTier(view, match[1] ?? ''))) return null;
    const also = (match[2] ?? '').match(/\d+/g) ?? [];
    const way = /above|higher|up|better/i.test(match[3] ?? '')
      ? 'above'
      : match[3]
        ? 'below'
        : null;
    if (view.words.values('tier').length === 0)
      return { kind: 'strange', length: match[0].length, said: match[0].trim(), sort: 'tier' };
    return found(match[0].length, ofTier(view, [match[1] ?? '', ...also], way));
  },
  (text, { view }) => {
    const match = TAGGED.exec(text);
    if (!match) return null;
    const said = [match[1] ?? '', ...(match[2] ?? '').split(/\s*(?:,|\bor\b|\band\b|&)\s*/i)]
      .map((one) => one.trim())
      .filter(Boolean);
    const known: string[] = [];
    let length = match[0].length - (match[2] ?? '').length;
    for (const one of said) {
      if (
        !view.words
          .traits(one.replace(/^.*[=:]/, ''))
          .some(({ field }) => field === 'tag' || field === 'label')
      )
        break;
      known.push(one);
    }
    const [first] = said;
    if (known.length === 0) return { kind: 'strange', length, said: first ?? '', sort: 'tag' };
    if (known.length === said.length) length = match[0].length;
    else if (known.length > 1)
      length += (match[2] ?? '').indexOf(known.at(-1) ?? '') + (known.at(-1) ?? '').length;
    return found(length, tagged(known, /\bor\b/i.test(match[2] ?? '')));
  },
  (text, { view }) => {
    const match = OF_TYPE.exec(text);
    if (!match) return null;
    const field = /lifecycle/i.test(match[1] ?? '')
      ? 'lifecycle'
      : /kind/i.test(match[1] ?? '')
        ? 'kind'
        : 'type';
    const traits = spellings(match[2] ?? '').flatMap((one) => view.words.traits(one));
    const trait =
      traits.find((one) => one.field === field) ??
      (field === 'kind' ? traits.find((one) => one.field === 'type') : undefined);
    if (!trait)
      return {
        kind: 'strange',
        length: match[0].length,
        said: match[2] ?? '',
        sort: match[1] ?? 'type',
      };
    return found(match[0].length, ofTraits([trait]));
  },
  (text, place) => {
    const match = WRITTEN.exec(text);
    if (!match) return null;
    const said = [
      match[1] ?? '',
      ...(match[2] ?? '').split(/\s*(?:,|\bor\b|\band\b|&)\s*/i),
    ].filter(Boolean);
    const languages = said.map(languageNamed).filter((one) => one !== null);
    if (languages.length === 0)
      return { kind: 'strange', length: match[0].length, said: match[1] ?? '', sort: 'language' };
    const all = languages.length === said.length;
    return found(
      all ? match[0].length : match[0].length - (match[2] ?? '').length,
      writtenIn(all ? languages : languages.slice(0, 1), place),
    );
  },
  (text, place) => {
    const match = IN_LANGUAGE.exec(text);
    const language = match && languageNamed(match[1] ?? '');
    return match && language ? found(match[0].length, writtenIn([language], place)) : null;
  },
  (text) => {
    const gone = DEPRECATED.exec(text);
    if (gone) return found(gone[0].length, DEPRECATED_ONES);
    const old = LEGACY.exec(text);
    return old && found(old[0].length, LEGACY_ONES);
  },
  (text, place) => {
    const match = LIFECYCLE.exec(text);
    if (match) return found(match[0].length, ofLifecycle(match[1] ?? '', place));
    const active = ACTIVE.exec(text);
    return (
      active &&
      found(active[0].length, {
        ...DEPRECATED_ONES,
        keeps: (entry) => !isDeprecated(entry),
        says: 'not deprecated',
      })
    );
  },
  (text, { view }) => {
    const match = LABELLED.exec(text);
    const label = match && view.words.label(match[1] ?? '');
    if (!match || !label) return null;
    const trait = view.words
      .traits(match[2] ?? '')
      .find((one) => one.field === 'label' && one.label === label);
    return trait ? found(match[0].length, ofTraits([trait])) : null;
  },
];

const LONGEST = 3;
const AFTER_LABEL =
  /^\s+(?:scope|scoped|relevant|compliant|compliance|certified|data)(?=$|[\s,;?!])/i;

/** A word or several that entities here are described with; the longest first. */
export const wordClause: Clause = (text, place) => {
  const lead =
    /^(?:(?:in|of|with|are|is|that are|which are|marked(?:\s+as)?|classified\s+as)\s+)?(?:the\s+|a\s+)?/i.exec(
      text,
    )?.[0] ?? '';
  for (const start of lead ? [lead.length, 0] : [0]) {
    const words = [...text.slice(start).matchAll(/[^\s,;?!]+/g)].slice(0, LONGEST);
    for (let count = words.length; count > 0; count -= 1) {
      const last = words[count - 1];
      if (!last) continue;
      const said = text.slice(start, start + last.index + last[0].length);
      if (said.includes(',')) continue;
      const read = readWord(said, text.slice(start + said.length), place);
      if (read) return { ...read, length: read.length + start };
    }
  }
  return null;
};

function readWord(
  said: string,
  after: string,
  place: Place,
): Extract<Found, { kind: 'condition' }> | null {
  const language = languageNamed(said);
  const traits = spellings(said)
    .map((one) => place.view.words.traits(one).filter(({ field }) => field !== 'kind'))
    .find((one) => one.length > 0);
  if (language && (place.written.has(language.toLowerCase()) || traits))
    return found(said.length, writtenIn([language], place));
  const telling = traits?.filter(({ field }) => field !== 'namespace');
  if (traits) {
    const condition = ofTraits(telling && telling.length > 0 ? telling : traits);
    // "high criticality": the label's name behind its value says nothing more.
    const label = condition.dimension.startsWith('label:') ? condition.dimension.slice(6) : null;
    const name =
      label &&
      new RegExp(
        `^\\s+${label.split(/[^\p{L}\p{N}]+/u).join('[\\s_-]*')}(?=$|[\\s,;?!])`,
        'iu',
      ).exec(after);
    return found(said.length + (name?.[0].length ?? 0), condition);
  }
  const label = place.view.words.label(said);
  if (!label) return null;
  const scope = AFTER_LABEL.exec(after)?.[0] ?? '';
  return found(said.length + scope.length, ofLabel(label));
}

/** "apps" and "libraries" describe what is called an app and a library. */
function spellings(said: string): string[] {
  const plain = said.toLowerCase();
  return [
    ...new Set([
      plain,
      plain.replace(/ies$/, 'y'),
      plain.replace(/s$/, ''),
      plain.replace(/es$/, ''),
    ]),
  ];
}

/** Entities that one of these describes. */
export function ofTraits(traits: readonly Trait[]): Condition {
  // A tier is a label too; it is said once.
  const fields = new Set(traits.map(({ field }) => field));
  const told = fields.has('label') ? traits.filter(({ field }) => field !== 'tier') : traits;
  const dimensions = new Set(
    told.map(({ field, label }) => (field === 'label' ? `label:${label}` : field)),
  );
  const [dimension = 'word'] = dimensions;
  const [first] = told;
  const isOne = dimensions.size === 1;
  return {
    keeps: (entry) => traits.some((trait) => isDescribed(entry, trait)),
    says: isOne && first ? phraseOf(first) : `described as "${first?.value}"`,
    dimension: isOne ? dimension : 'word',
    ...(dimension.startsWith('label:') && isOne
      ? { isKnown: (entry: CatalogEntry) => entry.marks.some(({ name }) => name === first?.label) }
      : {}),
  };
}

function isDescribed(entry: CatalogEntry, { field, label, value }: Trait): boolean {
  switch (field) {
    case 'tag':
      return entry.tags.some((tag) => nameKey(tag) === nameKey(value));
    case 'label':
      return entry.marks.some((mark) => mark.name === label && mark.value.toLowerCase() === value);
    default:
      return entry[field]?.toLowerCase() === value;
  }
}

function phraseOf({ field, label, value }: Trait): string {
  switch (field) {
    case 'tag':
      return `tagged ${value}`;
    case 'label':
      return `with ${label} ${value}`;
    case 'tier':
      return `of tier ${value.replace(/^tier[\s_-]*/, '')}`;
    case 'namespace':
      return `in the namespace ${value}`;
    case 'lifecycle':
      return `with lifecycle ${value}`;
    case 'kind':
    case 'type':
      return `of ${field} ${value}`;
  }
}

const NO = /^(?:false|no|none|out|out-of-scope|not[-_ ].*|n\/?a|0|off|unset|unknown)$/i;

/** A label that says yes: `pci: in-scope`, `phi: "yes"`. */
function ofLabel(label: string): Condition {
  const stated = ({ marks }: CatalogEntry) => marks.find(({ name }) => name === label)?.value;
  return {
    keeps: (entry) => {
      const value = stated(entry);
      return value !== undefined && !NO.test(value);
    },
    says: `with ${label}`,
    dimension: `label:${label}`,
    isKnown: (entry) => stated(entry) !== undefined,
  };
}

function tierKey(tier: string): string {
  return tier
    .toLowerCase()
    .replace(/^(?:tier|t|p|level|l)[\s_-]*(?=\d)/, '')
    .replace(/^tier[\s_-]*/, '');
}

function hasTier(view: CatalogView, word: string): boolean {
  return view.words.values('tier').some((tier) => tierKey(tier) === tierKey(word));
}

function ofTier(
  view: CatalogView,
  said: readonly string[],
  way: 'above' | 'below' | null,
): Condition {
  const wanted = said.map(tierKey);
  const limit = Number(wanted[0]);
  const matches = (tier: string) => {
    const key = tierKey(tier);
    if (way === null || Number.isNaN(limit)) return wanted.includes(key);
    // Tier 1 stands above tier 2.
    return way === 'above' ? Number(key) <= limit : Number(key) >= limit;
  };
  const known = view.words.values('tier');
  const isNone = !known.some(matches);
  return {
    keeps: ({ tier }) => tier !== null && matches(tier),
    says: `tier ${said.map(tierKey).join(' or ')}${way ? ` and ${way}` : ''}`,
    dimension: 'tier',
    isKnown: ({ tier }) => tier !== null,
    ...(isNone ? { note: `Tiers here are called ${known.slice(0, 8).join(', ')}.` } : {}),
  };
}

function tagged(said: readonly string[], isAny: boolean): Condition {
  const each = said.map((one) => {
    const [, label = '', value = one] = /^([\w./-]+)[=:](.+)$/.exec(one) ?? [];
    const wanted = nameKey(value);
    return ({ tags, marks }: CatalogEntry) =>
      (label === '' && tags.some((tag) => nameKey(tag) === wanted)) ||
      marks.some(
        (mark) =>
          (label === '' || nameKey(mark.name) === nameKey(label.split('/').at(-1) ?? '')) &&
          nameKey(mark.value) === wanted,
      );
  });
  return {
    keeps: (entry) => (isAny ? each.some((one) => one(entry)) : each.every((one) => one(entry))),
    says: `tagged ${said.join(isAny ? ' or ' : ' and ')}`,
    dimension: 'tag',
  };
}

function writtenIn(languages: readonly string[], { written }: Place): Condition {
  const wanted = new Set(languages);
  return {
    keeps: ({ ref, tags }) => {
      const tag = taggedLanguage(tags);
      if (tag) return wanted.has(tag);
      return languages.some((language) => written.get(language.toLowerCase())?.has(ref) ?? false);
    },
    says: `written in ${languages.join(' or ')}`,
    dimension: 'language',
  };
}

function isDeprecated({ lifecycle, tags }: CatalogEntry): boolean {
  return (
    /deprecat|retired|obsolete|end[-_ ]of[-_ ]life|eol|sunset|decommission/i.test(
      lifecycle ?? '',
    ) || tags.some((tag) => tag.toLowerCase() === 'deprecated')
  );
}

const DEPRECATED_ONES: Condition = {
  keeps: isDeprecated,
  says: 'deprecated',
  dimension: 'lifecycle',
};

const OLD_WORD = /^(?:legacy|old|deprecated|obsolete)$/;

const LEGACY_ONES: Condition = {
  keeps: (entry) =>
    isDeprecated(entry) ||
    [...nameWords(entry.name), ...entry.tags].some((word) => OLD_WORD.test(word)),
  says: 'deprecated, or legacy by name or tag',
  dimension: 'lifecycle',
};

function ofLifecycle(said: string, { view }: Place): Condition {
  const wanted = said.toLowerCase() === 'prod' ? 'production' : said.toLowerCase();
  const known = view.words.values('lifecycle');
  return {
    keeps: ({ lifecycle }) => lifecycle?.toLowerCase() === wanted,
    says: `with lifecycle ${wanted}`,
    dimension: 'lifecycle',
    ...(known.includes(wanted)
      ? {}
      : { note: `Lifecycles here are ${known.slice(0, 8).join(', ')}.` }),
  };
}
