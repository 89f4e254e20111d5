import { labelOf } from '../../../catalog/labels.ts';
import type { Nickname } from '../../../catalog/nicknames.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { UnknownName } from '../../../questions/unknown/list.ts';
import type { Registration } from '../../../questions/unknown/registrar.ts';
import { UNKNOWN } from '../paths.ts';
import { entityLink, numeral, when } from '../words.ts';
import { drawRegister, meansForm, oneButton } from './forms.ts';
import { type Shown, unknownUrl } from './query.ts';

/** What whoever looks may do; `null` for nobody in particular. */
export type Rights = { isAdmin: boolean } | null;

export type UnknownPage = {
  view: CatalogView;
  now: Date;
  shown: Shown;
  names: readonly UnknownName[];
  given: readonly Nickname[];
  rights: Rights;
  /** Why whoever looks can do nothing here, in a sentence. */
  hint: string | null;
  /** What came of the form that was sent. */
  said: { isGood: boolean; text: string; draft?: string } | null;
};

const TITLES: Record<Shown, string> = {
  open: 'Unknown',
  ignored: 'Ignored',
  given: 'Given names',
};

/** What people asked for and nobody knew, most people first. */
export function drawUnknown(page: UnknownPage): Html {
  const { shown, said, hint } = page;
  const tab = (one: Shown) =>
    html`<a class="tab" href="${unknownUrl(one)}"${one === shown ? html` aria-current="page"` : nothing}>${TITLES[one]}</a>`;
  return html`<div class="unknown-page">
<h1>Names I do not know</h1>
<p class="lead">What people asked for and nothing in the catalog is called. Say what it means, and the next question is answered.</p>
${said ? html`<div class="said ${said.isGood ? 'said-good' : 'said-wrong'}" role="status"><p>${said.text}</p>${said.draft ? html`<pre tabindex="0" aria-label="Draft of a descriptor">${said.draft}</pre>` : nothing}</div>` : nothing}
${hint ? html`<p class="hint">${hint}</p>` : nothing}
<nav class="tabs" aria-label="Names">${(['open', 'ignored', 'given'] as const).map(tab)}</nav>
${shown === 'given' ? drawGiven(page) : drawNames(page)}
${page.rights?.isAdmin && shown === 'open' ? drawRegister() : nothing}
</div>`;
}

function drawNames({ names, shown, view, now, rights }: UnknownPage): Html {
  if (names.length === 0)
    return html`<p class="all-well">${shown === 'open' ? 'Everything people asked for is known.' : 'Nothing is ignored.'}</p>`;
  return html`<ul class="unknown">${names.map((name, at) => drawName(name, { at, view, now, rights, shown }))}</ul>`;
}

type Around = Pick<UnknownPage, 'view' | 'now' | 'rights' | 'shown'> & { at: number };

function drawName(name: UnknownName, { at, view, now, rights, shown }: Around): Html {
  const { text, example, near, firstAt, lastAt } = name;
  return html`<li><div class="unknown-what"><h2>${text}</h2>
<p class="under">${howOften(name)} · ${name.count > 1 ? html`first ${when(firstAt, now)} · last ` : nothing}${when(lastAt, now)}</p>
${example ? html`<p class="under">As typed: “${example}”</p>` : nothing}
${near.length > 0 ? html`<p class="under">Nearest names: ${near.map(({ ref }, n) => html`${n > 0 ? ', ' : nothing}${entityLink(view, ref)}`)}</p>` : nothing}
${shown === 'ignored' ? html`<p class="under">Ignored by ${name.settledBy ?? 'somebody'}</p>` : nothing}</div>
${rights ? html`<div class="unknown-acts">${actsOf(name, { at, rights, shown })}</div>` : nothing}</li>`;
}

function actsOf(
  { text, near }: UnknownName,
  { at, rights, shown }: Pick<Around, 'at' | 'shown'> & { rights: NonNullable<Rights> },
): Html {
  const { isAdmin } = rights;
  const aside = (words: string, fields: Record<string, string>) =>
    isAdmin ? oneButton({ action: `${UNKNOWN}/aside`, words, about: text, fields }) : nothing;
  if (shown === 'ignored') return html`${aside('List it again', { text, back: 'yes' })}`;
  return html`${meansForm({ text, near, at })}${aside('Ignore', { text })}`;
}

function drawGiven({ given, view, now, rights }: UnknownPage): Html {
  if (given.length === 0) return html`<p class="all-well">Nobody gave a name here yet.</p>`;
  return html`<ul class="unknown">${given.map(
    ({ alias, ref, by, at }) =>
      html`<li><div class="unknown-what"><h2>${alias}</h2><p class="under">means ${entityLink(view, ref)} · said by ${view.get(by) ? labelOf(view, by) : by} ${when(at, now)}</p></div>
${rights ? html`<div class="unknown-acts">${oneButton({ action: `${UNKNOWN}/forget`, words: 'Forget it', about: alias, fields: { alias, ref } })}</div>` : nothing}</li>`,
  )}</ul>`;
}

function howOften({ count, people }: UnknownName): string {
  const times = count === 1 ? 'Asked once' : `Asked ${numeral(count)} times`;
  if (people === 0) return times;
  return `${times} by ${people === 1 ? 'one person' : `${numeral(people)} people`}`;
}

export function saidOf(registration: Registration): NonNullable<UnknownPage['said']> {
  const { kind, text } = registration;
  if (kind === 'draft') return { isGood: true, text, draft: registration.draft };
  return { isGood: kind === 'registered', text };
}
