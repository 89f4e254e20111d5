import type { Hono } from 'hono';
import { raw } from 'hono/html';
import { labelOf } from '../../../catalog/labels.ts';
import { drawDigest } from '../../../charts/digest-picture.ts';
import { UserError } from '../../../errors.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { Digest } from '../../../scorecards/digest/digest.ts';
import { type Told, tellDigest } from '../../../scorecards/digest/told.ts';
import { type DigestRoutesParts, digestAsked } from '../../scorecards/digest.ts';
import { DIGEST, digestPath, pathOf, SCORECARDS } from '../paths.ts';

export type DigestPage = {
  digest: Digest;
  told: Told;
  teams: readonly { ref: string; label: string }[];
};

/** `/scorecards/digest`: of everybody, or `?team=`. */
export function digestPages(app: Hono, { standards, index, now, whole }: DigestPagesParts): void {
  app.get('/digest', async (c) => {
    const view = await index.current();
    const asked = { team: c.req.query('team') || undefined, until: c.req.query('until') };
    const digest = await digestAsked({ standards, index, now }, asked).catch(sayWrong);
    if ('wrong' in digest) return c.html(whole('No digest', drawWrong(digest.wrong)), 404);
    const told = tellDigest(digest, { label: (ref) => labelOf(view, ref), zone: 'UTC' });
    const teams = view
      .all('group')
      .map(({ ref }) => ({ ref, label: labelOf(view, ref) }))
      .sort((a, b) => a.label.localeCompare(b.label));
    return c.html(whole(told.title, drawDigestPage({ digest, told, teams })));
  });
}

/** What was asked for is not there: the page says so, as the API does. */
function sayWrong(error: unknown): { wrong: UserError } {
  if (error instanceof UserError) return { wrong: error };
  throw error;
}

function drawWrong({ message, nextStep }: UserError): Html {
  return html`<h1>No digest</h1>
<p>${message} ${nextStep}</p>
<p><a href="${digestPath('*')}">The digest of everybody</a></p>`;
}

type DigestPagesParts = DigestRoutesParts & { whole: (title: string, main: Html) => Html };

/** The digest as Slack has it, whole: the picture, what moved and why, and everything else. */
export function drawDigestPage({ digest, told, teams }: DigestPage): Html {
  const { title, period, headline, sections } = told;
  const { svg } = drawDigest(digest, { title: 'Where scores stand' });
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>${title}</h1>
<p class="lead">${period}. ${headline}</p>
${drawChoice(digest.audience, teams)}
${digest.movements.length === 0 ? nothing : html`<figure class="chart trend" tabindex="0" aria-label="Where scores stand">${raw(svg)}</figure>`}
${sections.map(({ heading, lines }) => html`<h2>${heading}</h2><ul>${lines.map((line) => html`<li>${line.endsWith('.') ? line : `${line}.`}</li>`)}</ul>`)}
${digest.audience === '*' ? nothing : html`<p class="also"><a href="${digestPath('*')}">The digest of everybody</a> · <a href="${pathOf(digest.audience)}">About this team</a></p>`}
</div>`;
}

/** Another team's, without a script. */
function drawChoice(audience: string, teams: DigestPage['teams']): Html {
  if (teams.length === 0) return nothing;
  const option = (value: string, label: string) =>
    html`<option value="${value}"${value === audience ? html` selected` : nothing}>${label}</option>`;
  return html`<form class="score-filters" action="${DIGEST}"><label>Of <select name="team">${option('', 'Everybody')}${teams.map(({ ref, label }) => option(ref, label))}</select></label> <button>Show</button></form>`;
}
