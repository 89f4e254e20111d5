import { type Html, html, nothing, safeUrl } from '../../html.ts';
import { versionOf } from '../../operations/deployments.ts';
import { type Change, changesNear } from '../../questions/delivery/changes.ts';
import { type WorkRoom, workedOn } from '../../questions/delivery/places.ts';
import { type Deployed, deployedOf } from '../../questions/delivery/running.ts';
import { unreadTexts } from '../../questions/delivery/unread.ts';
import { whoText } from '../../questions/delivery/words.ts';
import type { Section } from './entity.ts';
import { when } from './words.ts';

/** Changes on the page; who wants more asks. */
const SHOWN = 12;
const DAYS = 30;

/** What runs where, what changed lately, and what was not looked at. */
export type WorkData = {
  deployed: readonly Deployed[];
  changes: readonly Change[];
  unread: readonly string[];
};

/** Null for what nobody deploys or changes: people, and what is not known at all. */
export async function gatherWork(room: WorkRoom, ref: string): Promise<WorkData | null> {
  const kind = room.view.get(ref)?.kind;
  if (kind !== 'component' && kind !== 'resource') return null;
  const until = room.now;
  const span = { since: new Date(until.getTime() - DAYS * 24 * 3_600_000), until };
  const things = workedOn(room, ref);
  const [deployed, found] = [
    await deployedOf(room, things),
    await changesNear(room, things, span, { withUpstream: false }),
  ];
  const changes = found.own.filter(({ sort }) => sort !== 'entry');
  const isKnown =
    changes.length > 0 || deployed.some(({ environments }) => environments.length > 0);
  if (!isKnown) return null;
  const unread = unreadTexts(room, found.places, {
    sort: ['pulls', 'deployments'],
    since: span.since,
  });
  return { deployed, changes, unread };
}

export function drawWork(
  work: WorkData | null,
  { view, now }: Pick<WorkRoom, 'view' | 'now'>,
): Section | null {
  if (!work) return null;
  const { deployed, changes, unread } = work;
  const rows = deployed.flatMap(({ environments, tags }) =>
    environments.map(({ environment, running, newer }) => {
      const newest = newer && {
        version: versionOf(newer, tags),
        how: newer.state === 'failed' ? 'failed' : 'is under way since',
        at: newer.state === 'failed' ? newer.changedAt : newer.createdAt,
      };
      return html`<div><dt>${environment}</dt><dd>${
        running
          ? html`<strong>${linked(versionOf(running, tags), running.url)}</strong> ${when(running.createdAt, now)}${running.by ? html` by ${whoText(view, running.by)}` : nothing}`
          : html`nothing that is known`
      }${newest ? html`<span class="under">${newest.version} ${newest.how} ${when(newest.at, now)}</span>` : nothing}</dd></div>`;
    }),
  );
  const shown = changes.slice(0, SHOWN);
  const body = html`${rows.length > 0 ? html`<dl class="details">${rows}</dl>` : nothing}
${shown.length > 0 ? html`<ol class="history">${shown.map((change) => drawChange(change, { view, now }))}</ol>` : html`<p class="also">No change in the last ${DAYS} days is known.</p>`}
${changes.length > SHOWN ? html`<p class="also">${changes.length - SHOWN} more in the last ${DAYS} days.</p>` : nothing}
${unread.map((sentence) => html`<p class="also">${sentence}</p>`)}`;
  return { id: 'running', title: 'Running and changed', body };
}

function drawChange(
  { text, by, at, url, compare }: Change,
  { view, now }: Pick<WorkRoom, 'view' | 'now'>,
): Html {
  const page = compare && safeUrl(compare);
  return html`<li><p class="event">${linked(text, url)}${by ? html` by ${whoText(view, by)}` : nothing} ${when(at, now)}${page ? html` · <a href="${page}" rel="noreferrer">compare</a>` : nothing}</p></li>`;
}

function linked(text: string, url: string | null): Html {
  const safe = url && safeUrl(url);
  return safe ? html`<a href="${safe}" rel="noreferrer">${text}</a>` : html`${text}`;
}
