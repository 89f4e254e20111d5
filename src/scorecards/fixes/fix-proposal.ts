import { reviewersOf } from '../../catalog/corrections/proposal.ts';
import type { FileProposal } from '../../catalog/corrections/pull-request.ts';
import type { Asker } from '../../catalog/corrections/row.ts';
import { codeSpan, commitAuthor, quietLine } from '../../catalog/corrections/words.ts';
import type { Entity } from '../../catalog/entity.ts';
import type { Check, Scorecard } from '../scorecard.ts';
import type { FixRow } from './fix-row.ts';
import type { PlannedFix } from './plan-fix.ts';

const LONGEST_TEXT = 1500;

/** `callboard/fix-runbook-of-ledger-3f2a91bc`: the same for the same fix, so that it is never opened twice. */
export function fixBranch(id: string, { ref, check }: { ref: string; check: string }): string {
  const plain = (text: string) => text.replace(/[^a-z0-9-]+/gi, '-').slice(0, 50);
  return `callboard/fix-${plain(check)}-of-${plain(ref.slice(ref.indexOf('/') + 1))}-${id}`;
}

/** The pull request of a fix: what fails and why it matters, who asked, and how it is undone. */
export function fixProposal({
  row,
  planned,
  scorecard,
  check,
  asker,
  owner,
}: {
  row: FixRow;
  planned: PlannedFix;
  scorecard: Pick<Scorecard, 'title'>;
  check: Pick<Check, 'title' | 'why' | 'howToFix'>;
  asker: Asker;
  owner: Entity | null;
}): FileProposal {
  const { repository, path, edit, mayCreate } = planned;
  const title = quietLine(planned.title);
  const author = commitAuthor(asker);
  const login = asker.login ? ` (${codeSpan(`@${asker.login}`)})` : '';
  const day = row.askedAt.toISOString().slice(0, 10);
  const body = [
    `${codeSpan(row.ref)} fails the check ${codeSpan(check.title)} of the scorecard ${codeSpan(scorecard.title)}. This pull request makes it pass.`,
    '',
    '**Why it matters**',
    '',
    quietLine(check.why, LONGEST_TEXT),
    '',
    '**How to fix it**',
    '',
    quietLine(check.howToFix, LONGEST_TEXT),
    '',
    `${codeSpan(asker.name)}${login} asked for it on ${day}. Look at what it says before you merge it: a text from a template is a beginning, and you know the service.`,
    '',
    'Merge it, and the check is looked at again within minutes; what was sent about it is struck out. Close it, and nothing changes. To undo it later, revert the merge.',
  ].join('\n');
  const message = author ? title : `${title}\n\nAsked for by ${quietLine(asker.name, 100)}.`;
  const reviewers = reviewersOf(owner, repository);
  const { branch } = row;
  return { repository, path, branch, title, body, message, author, reviewers, edit, mayCreate };
}
