import { stringify } from 'yaml';
import type { Guess, Reason } from './guess.ts';

/** The descriptor as a file, with a line above what nobody could tell. */
export function descriptorText({ entities, reasons }: Guess): string {
  const isOwnerSure = reasons.some(({ field, isSure }) => field === 'owner' && isSure);
  const documents = entities.map((entity) => stringify(entity, { lineWidth: 0 }));
  const text = documents.join('---\n');
  return isOwnerSure
    ? text
    : text.replace(
        /^( *)owner: unknown$/m,
        '$1# Nobody is named as owner yet: write group:default/<team>.\n$1owner: unknown',
      );
}

/** What the pull request says: each guess with its reason, and what a person has to look at. */
export function pullRequestText({ name, reasons }: Guess): string {
  const open = reasons.filter(({ isSure }) => !isSure);
  return [
    `This describes \`${name}\` for the service catalog: who owns it, what it is, which APIs it has. It was guessed from what is in this repository.`,
    '',
    '| Field | Guess | From |',
    '|---|---|---|',
    ...reasons.map(row),
    '',
    ...(open.length > 0
      ? ['Please look at these before you merge:', '', ...open.map(question), '']
      : []),
    'Once it is merged the catalog shows it within minutes. Change the file whenever the truth changes.',
    '',
  ].join('\n');
}

function row({ field, value, from }: Reason): string {
  return `| ${field} | ${cell(value) || '–'} | ${cell(from)} |`;
}

const QUESTIONS: Readonly<Record<string, string>> = {
  owner: 'Who owns it? Write the team into `spec.owner`.',
  type: 'Is it a service, a website or a library?',
  lifecycle:
    'Does somebody depend on it (production), is it new (experimental), or on its way out (deprecated)?',
  description: 'What is it for, in one sentence?',
  API: 'There are more API definitions than were described. Should they be in the catalog?',
};

function question({ field }: Reason): string {
  return `- [ ] ${QUESTIONS[field] ?? field}`;
}

/** Text of somebody else in a table of Markdown: it begins no column, link, code, mention or HTML. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`|[\]*_]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replace(/@(?=\w)/g, '@\u200b');
}
