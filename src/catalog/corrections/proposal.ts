import type { Entity } from '../entity.ts';
import { type Correction, linkParts } from './correction.ts';
import type { Edited } from './edit.ts';
import type { FileProposal } from './pull-request.ts';
import type { Asker } from './row.ts';
import { codeBlock, codeSpan, commitAuthor, quietLine } from './words.ts';

/** What a source says about the entity at the time of asking. */
export type Said = {
  name: string;
  value: string;
  source: string;
  url?: string;
  observedAt?: string;
};

export type ProposalParts = {
  id: string;
  correction: Correction;
  repository: string;
  path: string;
  asker: Asker;
  reason: string;
  askedAt: Date;
  said: readonly Said[];
  /** The entity that owns it now, who is asked to review. */
  owner: Entity | null;
  nameOf: (ref: string) => string;
  edit: (text: string) => Edited;
};

const SOURCES = 12;

/** The pull request for a correction: a title that is a sentence, who asked and why, and what the sources say. */
export function proposalOf(parts: ProposalParts): FileProposal {
  const { id, correction, repository, path, asker, nameOf, edit } = parts;
  const title = quietLine(titleOf(correction, nameOf));
  const author = commitAuthor(asker);
  return {
    repository,
    path,
    branch: branchOf(id, correction),
    title,
    body: bodyOf(parts),
    message: author ? title : `${title}\n\nAsked for by ${quietLine(asker.name, 100)} in Slack.`,
    author,
    reviewers: reviewersOf(parts.owner, repository),
    edit,
  };
}

/** `callboard/owner-of-kyc-gateway-3f2a91bc`: the same for the same proposal, so that it is never opened twice. */
export function branchOf(id: string, { ref, field }: Correction): string {
  const name = ref
    .slice(ref.indexOf('/') + 1)
    .replace(/[^a-z0-9-]+/gi, '-')
    .slice(0, 60);
  return `callboard/${field}-of-${name}-${id}`;
}

/** What the correction says, as a sentence in the imperative. */
export function titleOf(
  { ref, field, value, was }: Correction,
  nameOf: (ref: string) => string,
): string {
  const name = nameOf(ref);
  switch (field) {
    case 'owner':
      return `Say that ${nameOf(value)} owns ${name}`;
    case 'lifecycle':
      return `Say that ${name} is ${value}`;
    case 'on-call':
      return value === ''
        ? `Take the on-call service off ${name}`
        : `Page ${value.replace(/^.*=/, '')} for ${name}`;
    case 'alias':
      if (value === '') return `Stop calling ${name} "${was}"`;
      return `Call ${name} "${value}" as well`;
    case 'dependency':
      if (value === '') return `Say that ${name} no longer depends on ${nameOf(was ?? '')}`;
      return was === null
        ? `Say that ${name} depends on ${nameOf(value)}`
        : `Say that ${name} depends on ${nameOf(value)}, not on ${nameOf(was)}`;
    case 'link': {
      const title = linkParts(value).title ?? linkParts(was ?? '').title;
      const link = title ? `the link "${title}"` : 'a link';
      if (value === '') return `Remove ${link} of ${name}`;
      return was === null ? `Add ${link} to ${name}` : `Correct ${link} of ${name}`;
    }
  }
}

function bodyOf(parts: ProposalParts): string {
  const { correction, asker, reason, askedAt, said, path, nameOf } = parts;
  const { ref, field, value, was } = correction;
  const shown = (text: string) =>
    codeSpan(field === 'owner' || field === 'dependency' ? `${nameOf(text)} (${text})` : text);
  const login = asker.login ? ` (${codeSpan(`@${asker.login}`)})` : '';
  const lines = [
    `${codeSpan(asker.name)}${login} said in Slack on ${askedAt.toISOString().slice(0, 10)} that ${codeSpan(path)} is wrong about ${codeSpan(ref)}.`,
    '',
    `- **What:** ${field}`,
    `- **Now:** ${was === null || was === '' ? '–' : shown(was)}`,
    `- **Proposed:** ${value === '' ? 'taken out' : shown(value)}`,
  ];
  if (reason.trim() !== '') lines.push('', '**Why**', '', codeBlock(reason.trim()));
  if (said.length > 0) {
    lines.push('', '**What the sources say today**', '');
    for (const fact of said.slice(0, SOURCES)) lines.push(`- ${saidLine(fact)}`);
  }
  lines.push(
    '',
    'Merge this if it is so, and close it if it is not: the catalog follows either way, and whoever asked is told.',
  );
  return lines.join('\n');
}

function saidLine({ name, value, source, url, observedAt }: Said): string {
  const when = observedAt ? `, read ${observedAt.slice(0, 16).replace('T', ' ')} UTC` : '';
  const safe = url && URL.parse(url)?.protocol === 'https:' ? encodeURI(decodeURI(url)) : null;
  const place =
    safe && !/[()\s<>]/.test(safe) ? `[${codeSpan(source)}](${safe})` : codeSpan(source);
  return `${codeSpan(name)}: ${codeSpan(value)}, by ${place}${when}`;
}

/** Who of the owner GitHub can ask to review: its team of this organisation, or the person. */
export function reviewersOf(owner: Entity | null, repository: string): FileProposal['reviewers'] {
  const annotations = owner?.metadata.annotations ?? {};
  const organization = repository.split('/')[0]?.toLowerCase();
  const [, org, slug] =
    /^@?([\w.-]+)\/([\w.-]+)$/.exec(annotations['github.com/team-slug'] ?? '') ?? [];
  const login = annotations['github.com/user-login'];
  return {
    teams: slug && org?.toLowerCase() === organization ? [slug] : [],
    people: login && /^[\w-]{1,39}$/.test(login) ? [login] : [],
  };
}
