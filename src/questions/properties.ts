import { labelOf } from '../catalog/labels.ts';
import { roleLinks } from '../catalog/links.ts';
import { localName, nameWords } from '../catalog/names.ts';
import type { CatalogView } from '../catalog/search.ts';
import { markOf } from '../catalog/summary.ts';
import type { Fact, Intent } from './answer.ts';
import { cardLinks, languageOf, repositoryUrl } from './card.ts';
import { type EntityFacts, statedFact } from './facts.ts';

/** One thing that can be asked about an entity. */
export type Property = {
  name: string;
  /** As people write it, alternatives with `|`. */
  words: string;
  intent: Intent;
  read: (view: CatalogView, facts: EntityFacts) => Fact[];
};

/** Everything that is asked of a thing by its name, once. */
export const PROPERTIES: readonly Property[] = [
  {
    name: 'repository',
    words:
      'repo|repository|repo link|repo url|git repo|github repo|github|github repository|source|source code|code|sources|codebase|github link|git url',
    intent: 'service.card',
    read: (_, facts) => {
      const links = linked(facts, 'repository');
      return links.length > 0 ? links : stated(facts, 'repository', repositoryUrl(facts));
    },
  },
  {
    name: 'runbook',
    words: 'runbook|run book|runbooks|playbook|runbook link',
    intent: 'runbook',
    read: (_, facts) => linked(facts, 'runbook'),
  },
  {
    name: 'docs',
    words:
      'docs|documentation|doc|techdocs|documents|wiki|manual|handbook|guide|documentation link|docs link|readme',
    intent: 'docs.find',
    read: (_, facts) => [...linked(facts, 'docs'), ...techdocs(facts)],
  },
  {
    name: 'dashboard',
    words:
      'dashboard|dashboards|grafana|grafana dashboard|datadog|monitoring|metrics|graphs|graph dashboard',
    intent: 'service.card',
    read: (_, facts) => linked(facts, 'dashboard'),
  },
  {
    name: 'slo',
    words: 'slo|slos|service level|service level objective|sla',
    intent: 'service.card',
    read: (_, facts) => linked(facts, 'slo'),
  },
  {
    name: 'links',
    words: 'link|links|url|urls',
    intent: 'service.card',
    read: (_, facts) =>
      cardLinks(facts).map(({ label, url }) => statedFact(facts, label.toLowerCase(), url)),
  },
  {
    name: 'language',
    words: 'language|programming language|tech stack|stack|lang',
    intent: 'service.card',
    read: (_, facts) => [languageOf(facts)].filter((fact) => fact !== null),
  },
  {
    name: 'tier',
    words: 'tier|criticality|importance|service tier|tier level',
    intent: 'service.card',
    read: (_, facts) => stated(facts, 'tier', facts.entry.tier),
  },
  {
    name: 'lifecycle',
    words: 'lifecycle|status|state|life cycle|lifecycle stage|maturity',
    intent: 'service.card',
    read: (_, facts) => stated(facts, 'lifecycle', facts.entry.lifecycle),
  },
  {
    name: 'type',
    words: 'type|kind',
    intent: 'service.card',
    read: (_, facts) => stated(facts, 'type', facts.entry.type),
  },
  {
    name: 'system',
    words: 'system|parent system',
    intent: 'service.card',
    read: (view, facts) =>
      view.out(facts.entry.ref, 'partOf').map((ref) => statedFact(facts, 'system', ref)),
  },
  {
    name: 'domain',
    words: 'domain|business domain|business area',
    intent: 'service.card',
    read: (view, facts) => {
      const parts = view.out(facts.entry.ref, 'partOf');
      const domains = [...parts, ...parts.flatMap((ref) => view.out(ref, 'partOf'))];
      return [...new Set(domains)]
        .filter((ref) => view.get(ref)?.kind === 'domain')
        .map((ref) => statedFact(facts, 'domain', ref));
    },
  },
  {
    name: 'description',
    words: 'description|purpose',
    intent: 'service.card',
    read: (_, facts) => stated(facts, 'description', facts.entity.metadata.description ?? null),
  },
  {
    name: 'tags',
    words: 'tags|tag|labels',
    intent: 'service.card',
    read: (_, facts) => facts.entry.tags.map((tag) => statedFact(facts, 'tag', tag)),
  },
  {
    name: 'pager',
    words: 'pagerduty service|pagerduty id|pagerduty|pagerduty service id|pd service|pd id',
    intent: 'service.card',
    read: (_, facts) => stated(facts, 'pager', markOf(facts.entity, 'service-id')?.value ?? null),
  },
  {
    name: 'APIs',
    words: 'apis|provided apis|api|exposed apis',
    intent: 'service.card',
    read: (view, facts) =>
      view.out(facts.entry.ref, 'providesApi').map((ref) => statedFact(facts, 'providesApi', ref)),
  },
];

function stated(facts: EntityFacts, name: string, value: string | null): Fact[] {
  return value ? [statedFact(facts, name, value)] : [];
}

function linked(facts: EntityFacts, role: string): Fact[] {
  const urls = new Set(
    roleLinks(facts.entity).flatMap((link) => (link.role === role ? link.url : [])),
  );
  return cardLinks(facts)
    .filter(({ label, url }) => urls.has(url) || label.toLowerCase().startsWith(role))
    .map(({ url }) =>
      role === 'repository' && facts.repository?.url === url
        ? { name: role, value: url, source: 'GitHub', url, observedAt: facts.repository.observedAt }
        : statedFact(facts, role, url),
    );
}

/** Docs that lie beside the code, by the annotation every Backstage knows. */
function techdocs(facts: EntityFacts): Fact[] {
  const { entity, entry } = facts;
  if (!entity.metadata.annotations?.['backstage.io/techdocs-ref']) return [];
  return [statedFact(facts, 'docs', `/docs/${entry.namespace}/${entry.kind}/${entry.name}/`)];
}

/** A value as a reader wants it: a ref by its name, everything else as it stands. */
export function shown(view: CatalogView, value: string): string {
  return /^\w+:[\w.-]+\/[\w.-]+$/.test(value) && view.get(value) ? labelOf(view, value) : value;
}

export type Verdict = { isTrue: boolean | null; because: string; fact: Fact | null };

const LIFECYCLE_WORDS =
  /^(?:deprecated|production|experimental|live|in production|production ready|active|retired|sunset|dead|still alive|alive|still supported|supported|end of life|eol|still maintained|maintained|still in use|still used|still a thing|in prod)$/i;
const GONE = /^(?:deprecated|retired|sunset|dead|end of life|eol)$/i;

/** Whether "is X …" holds, as far as the catalog says; null for neither. */
export function judge(view: CatalogView, facts: EntityFacts, claim: string): Verdict {
  const said = claim
    .toLowerCase()
    .replace(/^(?:still|already|really|actually|even|a|an|the|in|on|of|under)\s+/g, '')
    .trim();
  const { entry, repository } = facts;
  if (/^archived$/.test(said) && repository) {
    const because = `its repository is ${repository.isArchived ? '' : 'not '}archived`;
    return {
      isTrue: repository.isArchived,
      because,
      fact: {
        name: 'archived',
        value: String(repository.isArchived),
        source: 'GitHub',
        url: repository.url,
        observedAt: repository.observedAt,
      },
    };
  }
  if (LIFECYCLE_WORDS.test(said) || said === entry.lifecycle?.toLowerCase()) {
    if (!entry.lifecycle) return unknown('no lifecycle is registered for it');
    const isGone = /deprecat|retire|sunset|end.of.life|eol/i.test(entry.lifecycle);
    const isExact = said === entry.lifecycle.toLowerCase();
    const isTrue =
      isExact ||
      (GONE.test(said)
        ? isGone
        : /experimental|production/i.test(said)
          ? /prod/i.test(said) && /prod/i.test(entry.lifecycle)
          : !isGone);
    return {
      isTrue,
      because: `its lifecycle is ${entry.lifecycle}`,
      fact: statedFact(facts, 'lifecycle', entry.lifecycle),
    };
  }
  const tier = /^(?:a )?tier[\s-]?(\w+)|^(?:a )?(\w+)[\s-]tier$/.exec(said);
  if (tier) {
    if (!entry.tier) return unknown('no tier is registered for it');
    return {
      isTrue: entry.tier.toLowerCase().replace(/^tier[\s-]?/, '') === (tier[1] ?? tier[2]),
      because: `its tier is ${entry.tier}`,
      fact: statedFact(facts, 'tier', entry.tier),
    };
  }
  // Where a catalog's tiers have names, a name is a tier.
  const isTierName = (known: string | null) => known?.toLowerCase() === said;
  if (entry.tier && (isTierName(entry.tier) || view.words.values('tier').some(isTierName)))
    return {
      isTrue: isTierName(entry.tier),
      because: `its tier is ${entry.tier}`,
      fact: statedFact(facts, 'tier', entry.tier),
    };
  const words = nameWords(said).filter(
    (word) =>
      !/^(?:scope|compliant|compliance|relevant|certified|service|system|the|in|part|of|a|an)$/.test(
        word,
      ),
  );
  for (const word of [words.join('-'), ...words]) {
    const mark = markOf(facts.entity, word);
    if (mark) return ofMark(facts, mark);
  }
  const system = view
    .out(entry.ref, 'partOf')
    .find((ref) => words.join(' ') === nameWords(labelOf(view, ref)).join(' '));
  if (system)
    return {
      isTrue: true,
      because: `it is part of ${labelOf(view, system)}`,
      fact: statedFact(facts, 'system', system),
    };
  const tag = entry.tags.find((one) => words.length === 1 && one.toLowerCase() === words[0]);
  if (tag)
    return { isTrue: true, because: `it has the tag ${tag}`, fact: statedFact(facts, 'tag', tag) };
  if (words.length === 1 && words[0] === entry.type?.toLowerCase())
    return {
      isTrue: true,
      because: `its type is ${entry.type}`,
      fact: statedFact(facts, 'type', entry.type ?? ''),
    };
  const language = languageOf(facts);
  if (language && words.length === 1 && words[0] === language.value.toLowerCase())
    return { isTrue: true, because: `it is written in ${language.value}`, fact: language };
  return unknown('nothing in the catalog says so');
}

function ofMark(facts: EntityFacts, { key, value }: { key: string; value: string }): Verdict {
  const isNo = /^(?:false|no|none|out|out-of-scope|not-.*|n\/a|0)$/i.test(value);
  return {
    isTrue: !isNo,
    because: `its ${localName(key)} is ${value}`,
    fact: statedFact(facts, localName(key), value),
  };
}

function unknown(because: string): Verdict {
  return { isTrue: null, because, fact: null };
}
