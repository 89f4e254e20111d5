import { type Html, html } from '../../../html.ts';
import type { Workspace } from '../../slack/model.ts';
import { canSee } from '../reading.ts';
import type { Scene } from '../scene.ts';
import { avatar } from './avatar.ts';
import { icon } from './icons.ts';

type Entry = { href: string; looks: Html; name: string; detail: string; channel?: string };

/** Jump to any channel a person may open. */
export function drawJump(slack: Workspace, scene: Scene): Html {
  const bot = scene.people.find(({ id }) => id === slack.bot.userId);
  const entries = slack
    .channels()
    .filter((channel) => canSee(channel, scene.me))
    .toSorted(
      (a, b) => Number(b.kind === 'im') - Number(a.kind === 'im') || a.name.localeCompare(b.name),
    )
    .map((channel) => ({
      href: `?as=${encodeURIComponent(scene.me)}&channel=${encodeURIComponent(channel.id)}`,
      looks:
        channel.kind === 'im' ? avatar(bot) : icon(channel.kind === 'private' ? 'lock' : 'hash'),
      name: channel.kind === 'im' ? slack.bot.name : channel.name,
      detail:
        channel.kind === 'im' ? 'Direct message' : channel.isArchived ? 'Archived' : channel.topic,
      channel: channel.id,
    }));
  return drawPalette({ id: 'palette', label: 'Jump to a channel', entries });
}

/** Become anybody of the workspace. */
export function drawSwitcher(slack: Workspace, channel: string): Html {
  const entries = slack
    .people()
    .filter(({ isBot }) => !isBot)
    .toSorted((a, b) => a.realName.localeCompare(b.realName))
    .map((person) => ({
      href: `?as=${encodeURIComponent(person.id)}&channel=${encodeURIComponent(channel)}`,
      looks: avatar({ id: person.id, name: person.realName, isBot: false }),
      name: person.realName,
      detail: person.title,
    }));
  return drawPalette({ id: 'switcher', label: 'Be somebody else', entries });
}

function drawPalette({
  id,
  label,
  entries,
}: {
  id: string;
  label: string;
  entries: Entry[];
}): Html {
  return html`<dialog class="palette" id="${id}" aria-label="${label}">
    <div class="palette-search">${icon('search')}<input type="text" role="combobox" aria-label="${label}" placeholder="${label}" aria-expanded="true" aria-controls="${id}-list" aria-autocomplete="list" autocomplete="off" spellcheck="false"></div>
    <ul class="palette-list" id="${id}-list" role="listbox" aria-label="${label}">${entries.map(
      (entry, at) =>
        html`<li role="presentation"><a role="option" id="${id}-${at}" tabindex="-1" aria-selected="false" href="${entry.href}" ${entry.channel ? html`data-channel="${entry.channel}"` : ''}>${entry.looks}<span class="row-name">${entry.name}</span><span class="muted">${entry.detail}</span></a></li>`,
    )}</ul>
    <p class="palette-none muted" hidden>Nobody and nothing by that name.</p>
  </dialog>`;
}
