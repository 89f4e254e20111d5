import { labelOf } from '../catalog/labels.ts';
import { repositoryOf, roleLinks } from '../catalog/links.ts';
import type { CatalogView } from '../catalog/search.ts';
import { sortOf } from '../catalog/sort.ts';
import { teamsAbove } from '../catalog/teams.ts';
import type { Card, CardField, Fact, Link } from './answer.ts';
import { taggedLanguage } from './code-languages.ts';
import { type EntityFacts, statedFact } from './facts.ts';
import { evidenceField, testimonyFacts } from './testimony.ts';
import { warningsOf } from './warnings.ts';

const LINK_LABELS = {
  runbook: 'Runbook',
  dashboard: 'Dashboard',
  docs: 'Docs',
  slo: 'SLO',
  repository: 'Repository',
  chat: 'Chat',
} as const;
const LINK_ORDER = ['runbook', 'dashboard', 'docs', 'slo', 'repository', 'chat'] as const;

/** The card of a thing that teams own, and the facts that stand on it. */
export function serviceCard(view: CatalogView, facts: EntityFacts): { card: Card; facts: Fact[] } {
  const { entry, entity, owner, repository } = facts;
  const fields: CardField[] = [];
  const said: Fact[] = [];
  const add = (field: CardField, value = field.ref ?? field.text) => {
    fields.push(field);
    said.push(statedFact(facts, field.name.toLowerCase(), value));
  };
  if (owner) add(ownerField(view, facts));
  if (entry.lifecycle) add({ name: 'Lifecycle', text: entry.lifecycle });
  if (entry.tier) add({ name: 'Tier', text: entry.tier });
  const system = view.out(entry.ref, 'partOf')[0];
  if (system) add({ name: 'System', text: labelOf(view, system), ref: system });
  const language = languageOf(facts);
  if (language) {
    fields.push({ name: 'Language', text: language.value });
    said.push(language);
  }
  if (facts.operator)
    add({ name: 'Operated by', text: labelOf(view, facts.operator), ref: facts.operator });
  const evidence = evidenceField(facts.testimony);
  if (evidence) fields.push(evidence);
  const links = cardLinks(facts);
  for (const { label, url } of links) said.push(linkFact(facts, label, url));
  const { warnings, facts: doubts } = warningsOf(view, facts);
  return {
    card: {
      ref: entry.ref,
      kind: sortOf(entry),
      title: entry.title ?? entry.name,
      description: entity.metadata.description ?? null,
      ...(entry.aliases.length > 0 && { aka: entry.aliases }),
      url: repository?.url ?? repositoryUrl(facts) ?? facts.source.url ?? null,
      fields,
      links,
      upstream: facts.upstream.length,
      downstream: facts.downstream.length,
      warnings,
    },
    facts: [...said, ...aliasFacts(view, facts), ...doubts, ...testimonyFacts(facts.testimony)],
  };
}

/** Names that people gave it here, each with who did and when. */
function aliasFacts(view: CatalogView, { nicknames }: EntityFacts): Fact[] {
  return nicknames.map(({ alias, by, at }) => ({
    name: 'alias',
    value: alias,
    source: `alias added by ${view.get(by) ? labelOf(view, by) : by}, ${DAY.format(at)}`,
    observedAt: at.toISOString(),
  }));
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function ownerField(view: CatalogView, { owner }: EntityFacts): CardField {
  const ref = owner?.ref ?? '';
  const channel = owner?.channel;
  const above = teamsAbove(view, ref)[0];
  return {
    name: 'Owner',
    text: labelOf(view, ref),
    ref,
    ...(channel ? { channel } : {}),
    ...(above ? { within: labelOf(view, above) } : {}),
  };
}

/** Links by what they are for, then the rest; each address once, the repository among them. */
export function cardLinks(facts: EntityFacts): Link[] {
  const found = roleLinks(facts.entity);
  const url = repositoryUrl(facts);
  const ordered = LINK_ORDER.flatMap((role) => {
    const links = found
      .filter((link) => link.role === role)
      .map((link) => ({ label: labelFor(link.title, LINK_LABELS[role]), url: link.url }));
    return role === 'repository' && url ? [{ label: 'Repository', url }, ...links] : links;
  });
  const others = found
    .filter(({ role }) => role === null)
    .map(({ title, url: address }) => ({ label: title ?? address, url: address }));
  const all = [...ordered, ...others];
  return all.filter((link, at) => all.findIndex((other) => other.url === link.url) === at);
}

/** "Dashboard" says more than "Grafana"; both say most. */
function labelFor(title: string | undefined, role: string): string {
  if (!title || title.toLowerCase() === role.toLowerCase()) return role;
  return title.toLowerCase().includes(role.toLowerCase()) ? title : `${role}: ${title}`;
}

function linkFact(facts: EntityFacts, label: string, url: string): Fact {
  const name = label.split(':')[0]?.toLowerCase() ?? 'link';
  if (name === 'repository' && facts.repository)
    return { name, value: url, source: 'GitHub', url, observedAt: facts.repository.observedAt };
  return statedFact(facts, name, url);
}

/** The address of the code, as annotations say; the folder in a shared repository. */
export function repositoryUrl({ entity, repository }: EntityFacts): string | null {
  const source = entity.metadata.annotations?.['backstage.io/source-location'];
  if (source?.startsWith('url:http')) return source.slice(4);
  if (repository) return repository.url;
  const slug = repositoryOf(entity)?.slug;
  return slug ? `https://github.com/${slug}` : null;
}

/** What GitHub says the repository is written in, or the first tag that names a language; in a shared repository the tag is surer. */
export function languageOf(facts: EntityFacts): Fact | null {
  const { repository, entry } = facts;
  const tag = taggedLanguage(entry.tags);
  const tagged = tag ? statedFact(facts, 'language', tag) : null;
  const isShared = Boolean(repositoryOf(facts.entity)?.folder);
  if (!repository?.language || (isShared && tagged)) return tagged;
  const { language, url, observedAt } = repository;
  return { name: 'language', value: language, source: 'GitHub', url, observedAt };
}
