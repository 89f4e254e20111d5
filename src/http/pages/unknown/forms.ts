import { type Html, html } from '../../../html.ts';
import type { Named } from '../../../questions/answer.ts';
import { UNKNOWN } from '../paths.ts';

const LONGEST_ALIAS = 60;

/** A button that sends what it is about. Many stand on one page, so what it is about is read out with it. */
export function oneButton({
  action,
  words,
  about,
  fields,
}: {
  action: string;
  words: string;
  about: string;
  fields: Record<string, string>;
}): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${action}">${hidden}<button type="submit">${words}<span class="only-read"> ${about}</span></button></form>`;
}

/** What a name means: the name may be a part of what was typed, and what it means is typed or picked from the nearest names. */
export function meansForm({
  text,
  near,
  at,
}: {
  text: string;
  near: readonly Named[];
  at: number;
}): Html {
  const alias = text.length <= LONGEST_ALIAS ? text : '';
  return html`<form class="means" method="post" action="${UNKNOWN}/means">
<input type="hidden" name="text" value="${text}">
<label>Name <input name="alias" value="${alias}" required minlength="2" maxlength="${LONGEST_ALIAS}" autocomplete="off"></label>
<label>means <input name="thing" list="near-${at}" required placeholder="ledger" autocomplete="off" spellcheck="false"></label>
<datalist id="near-${at}">${near.map(({ ref, label }) => html`<option value="${ref}">${label}</option>`)}</datalist>
<button type="submit">Add the alias<span class="only-read"> for ${text}</span></button></form>`;
}

export function drawRegister(): Html {
  return html`<section class="register"><h2>Register a service</h2>
<p class="under">I read every catalog-info.yaml of the organisation's repositories with the next push. Give me a repository to look whether it has one, or the address of a descriptor that lies elsewhere.</p>
<form class="means" method="post" action="${UNKNOWN}/register"><label>Address <input name="address" type="url" required maxlength="2000" placeholder="https://github.com/acme/shop"></label><button type="submit">Register</button></form></section>`;
}
