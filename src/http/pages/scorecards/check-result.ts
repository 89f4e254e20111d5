import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import type { CheckResult, EvidenceItem } from '../../../scorecards/evaluate.ts';
import type { FixRow } from '../../../scorecards/fixes/fix-row.ts';
import { counted, entityLink, lasting, when } from '../words.ts';
import { drawSource, valueWords } from './changes.ts';
import type { ScoreData } from './score-data.ts';
import { OUTCOME_WORDS } from './score-words.ts';

/** One check of one entity: what came of it and on what that rests; where it fails, why it matters and what to do. */
export function drawCheckResult(
  { check, outcome, reason, isCounted, evidence }: CheckResult,
  data: ScoreData,
  now: Date,
): Html {
  const { sign, words } = OUTCOME_WORDS[outcome];
  const isOpen = outcome === 'fail' || outcome === 'unknown';
  const counts = isCounted
    ? nothing
    : html`<span class="badge">Counts from ${check.effectiveFrom?.toISOString().slice(0, 10)}</span>`;
  return html`<section class="check" id="${check.id}">
<h4><span class="o o-${outcome}" aria-hidden="true">${sign}</span> ${check.title} <span class="said-${outcome}">${words}</span> ${counts}</h4>
${reason ? html`<p class="also">${sentence(reason)}</p>` : nothing}
${isOpen ? html`<p>${check.why}</p><p><strong>What to do:</strong> ${check.howToFix}</p>` : nothing}
${drawFinding(check.id, data, now)}${drawExemptions(check.id, data)}${drawFix(check.id, data)}
<ul class="evidence">${evidence().map((item) => html`<li>${drawEvidence(item, now)}</li>`)}</ul>
${isOpen ? html`<details><summary>Rule</summary><pre tabindex="0"><code>${check.rule.text}</code></pre></details>` : nothing}
</section>`;
}

function drawEvidence(
  { title, state, value, source, url, observedAt, reason }: EvidenceItem,
  now: Date,
): Html {
  const isOld =
    state === 'stale'
      ? html` <span class="said-unknown">could not be read again: ${reason}</span>`
      : nothing;
  return html`${title}: <strong>${valueWords(value, reason)}</strong> ${drawSource(source, url)}${observedAt ? html`, ${when(observedAt, now)}` : nothing}${isOld}`;
}

function drawFinding(check: string, { findings }: ScoreData, now: Date): Html {
  const open = findings.find((one) => one.check === check && one.state === 'open');
  if (!open) return nothing;
  const { since, sent, lastSentAt } = open;
  const told = sent === 0 ? 'nobody was told yet' : `told ${counted(sent, 'time')}`;
  return html`<p class="also">Fails ${lasting(since, now)}; <a href="#told">${told}</a>${lastSentAt ? html`, last ${when(lastSentAt, now)}` : nothing}.</p>`;
}

function drawExemptions(check: string, { exemptions, view }: ScoreData): Html {
  const shown = exemptions.filter(
    (one) => one.check === check && (one.state === 'pending' || one.state === 'approved'),
  );
  return html`${shown.map(({ id, state, until, reason, askedBy, decidedBy }) => {
    const day = until.toISOString().slice(0, 10);
    const who =
      state === 'pending'
        ? html`asked by ${entityLink(view, askedBy)}, waits for a decision`
        : html`approved by ${decidedBy ? entityLink(view, decidedBy) : 'somebody'}`;
    return html`<p class="also"><strong>${id}</strong> until ${day}: ${reason} (${who})</p>`;
  })}`;
}

const FIX_WORDS: Record<FixRow['state'], string> = {
  asked: 'A pull request is being made',
  opened: 'A pull request is open',
  merged: 'A pull request was merged',
  closed: 'A pull request was closed',
  failed: 'A pull request could not be made',
  unneeded: 'The file is so already',
};

function drawFix(check: string, { fixes }: ScoreData): Html {
  const fix = fixes.find((one) => one.check === check);
  if (!fix) return nothing;
  const url = fix.url === null ? null : safeUrl(fix.url);
  const number =
    fix.number === null
      ? nothing
      : html` ${url ? html`<a href="${url}" rel="noreferrer">#${fix.number}</a>` : `#${fix.number}`}`;
  const problem = fix.problem ? html`: ${fix.problem} ${fix.nextStep ?? nothing}` : nothing;
  return html`<p class="also">${FIX_WORDS[fix.state]}${number}${problem}.</p>`;
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`;
}
