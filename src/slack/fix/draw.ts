import type { KnownBlock } from '@slack/types';
import { inWords } from '../../catalog/corrections/correction.ts';
import type { CorrectionRow } from '../../catalog/corrections/store.ts';
import { actions, bold, context, escaped, link, name, section } from '../blocks.ts';
import { openLink } from '../controls.ts';
import type { Content } from '../message.ts';
import { fixButtonFor, verdictButton } from './controls.ts';

export type NewsParts = {
  row: CorrectionRow;
  nameOf: (ref: string) => string;
  /** `#team-risk`, where the owner was asked; null where nobody could be. */
  askedIn: string | null;
};

/** What became of a correction, for those who asked for it: one message, updated in place. */
export function drawNews(parts: NewsParts): Content {
  const { row } = parts;
  const line = newsLine(parts);
  const open = row.url ? openLink.element({ text: `Pull request #${row.number}` }, row.url) : null;
  return {
    text: line,
    blocks: [section(line), ...(open ? [actions([open])] : [])],
  };
}

function newsLine({ row, nameOf, askedIn }: NewsParts): string {
  const what = `${bold(nameOf(row.ref))}: ${whatOf(row, nameOf)}`;
  const pull = pullOf(row);
  const by = row.settledBy ? ` by ${name(row.settledBy, 80)}` : '';
  const why = row.settledWhy ? `\n>${name(row.settledWhy, 600)}` : '';
  const next = row.nextStep ? ` ${escaped(row.nextStep, 500)}` : '';
  switch (row.state) {
    case 'asked':
      return `:hourglass: ${what}. Not proposed yet: ${escaped(row.problem ?? '', 500)} I keep trying.`;
    case 'opened': {
      const owner = row.owner ? name(nameOf(row.owner), 80) : '';
      const asked = askedIn && owner ? ` ${owner} was asked in ${name(askedIn, 80)}.` : '';
      return `:pencil2: Correction pending: ${what}, ${pull} by ${name(row.asker.name, 80)}.${asked}${verdictOf(row)} Until it is merged I answer as before.`;
    }
    case 'merged':
      return `:white_check_mark: Corrected: ${what}. ${pull} was merged${by}.`;
    case 'closed':
      return `:no_entry_sign: Not taken: ${what}. ${pull} was closed${by} without being merged.${why}`;
    case 'unneeded':
      return `:white_check_mark: ${what}. The file says so already; my answers follow within minutes.`;
    case 'failed':
      return `:warning: ${what}. ${escaped(row.problem ?? 'It could not be proposed.', 800)}${next}`;
  }
}

/** The line below the answer that was wrong. */
export function markLine(row: CorrectionRow, nameOf: (ref: string) => string): KnownBlock | null {
  const what = `${name(nameOf(row.ref), 80)}, ${whatOf(row, nameOf)}`;
  const pull = pullOf(row);
  const by = name(row.asker.name, 80);
  switch (row.state) {
    case 'asked':
    case 'opened':
      return context([`:pencil2: Correction pending: ${what}${pull ? `, ${pull}` : ''} by ${by}`]);
    case 'merged':
      return context([`:white_check_mark: Corrected since: ${what}, ${pull} by ${by}`]);
    case 'closed':
      return context([`:no_entry_sign: A correction was not taken: ${what}, ${pull} by ${by}`]);
    case 'unneeded':
    case 'failed':
      return null;
  }
}

/** To the people who own it now: they know best. */
export function drawQuestion(row: CorrectionRow, nameOf: (ref: string) => string): Content {
  const what = `${bold(nameOf(row.ref))}: ${whatOf(row, nameOf)}`;
  const by = name(row.asker.name, 80);
  const pull = pullOf(row);
  const why = row.reason.trim() ? `\n>${name(row.reason, 600)}` : '';
  const line =
    row.state === 'opened'
      ? `${by} says that the catalog is wrong about ${what}. ${row.verdict ? `${pull}:${verdictOf(row)}` : `Is that so? ${pull} waits for you: merge it, or close it.`}${why}`
      : `${by} said that the catalog is wrong about ${what}. ${pull} was ${row.state}${row.settledBy ? ` by ${name(row.settledBy, 80)}` : ''}.${why}`;
  const isOpen = row.state === 'opened';
  const { id } = row;
  const buttons = [
    ...(isOpen && !row.verdict
      ? [
          verdictButton.element({ text: 'Looks right', index: 0 }, { id, says: 'right' }),
          verdictButton.element({ text: 'No, keep it', index: 1 }, { id, says: 'keep' }),
        ]
      : []),
    isOpen && row.url ? openLink.element({ text: `Look at #${row.number}` }, row.url) : null,
  ].filter((one) => one !== null);
  return { text: line, blocks: [section(line), ...(buttons.length > 0 ? [actions(buttons)] : [])] };
}

/** What somebody of the owner said to it, and what is left to do. */
function verdictOf({ verdict, isVerdictSaid, problem }: CorrectionRow): string {
  if (!verdict) return '';
  const who = name(verdict.name, 80);
  if (verdict.says === 'right') return ` ${who} says it looks right: it only has to be merged.`;
  const stuck = isVerdictSaid && problem ? ` ${escaped(problem, 500)} Close it on GitHub.` : '';
  return ` ${who} keeps it as it is.${stuck}`;
}

/** To the owner: something is wrong, and who saw it does not know what is right. The button leads to the form. */
export function drawUnsure({
  ref,
  name: about,
  by,
  what,
}: {
  ref: string;
  name: string;
  by: string;
  what: string;
}): Content {
  const line = `${name(by, 80)} says that something I say about ${bold(about)} is wrong:\n>${name(what, 900)}`;
  const fix = fixButtonFor([ref], { intent: 'catalog.correct' });
  return { text: line, blocks: [{ ...section(line), ...(fix && { accessory: fix }) }] };
}

function whatOf(row: CorrectionRow, nameOf: (ref: string) => string): string {
  return name(inWords(row, nameOf), 200);
}

function pullOf({ number, url, repository }: CorrectionRow): string {
  if (number === null) return '';
  const label = `PR #${number}`;
  return url ? link(url, label) : `${label} of ${name(repository, 100)}`;
}
