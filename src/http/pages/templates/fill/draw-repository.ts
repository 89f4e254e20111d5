import { type Html, html, nothing } from '../../../../html.ts';
import type { RepositoryInput } from '../../../../scaffolder/form/form.ts';
import { readRepoUrl } from '../../../../scaffolder/form/repo-url.ts';
import type { Marks } from './draw-field.ts';

/** Where a repository is made where a template does not say. */
export type Place = { host: string; owner: string };

/** Host, owner and name: what the template allows is chosen, the rest is typed. */
export function drawRepository(
  { hosts, owners, repositories }: RepositoryInput,
  { value, places, at }: { value: string; places: readonly Place[]; at: Marks },
): Html {
  const said = readRepoUrl(value);
  const [place] = places;
  const part = (name: string, label: string, shown: string, allowed: readonly string[]) => {
    const named = html`name="${at.name}#${name}"${at.marks}`;
    const input =
      allowed.length > 0
        ? html`<select ${named}>${allowed.map((one) => html`<option${one === shown ? html` selected` : nothing}>${one}</option>`)}</select>`
        : html`<input type="text" ${named} value="${shown}" autocomplete="off" spellcheck="false" autocapitalize="off">`;
    return html`<label class="part-of"><span>${label}</span>${input}</label>`;
  };
  const allowedHosts = hosts.length > 0 ? hosts : places.map((one) => one.host);
  return html`<div class="parts">
${part('host', 'Host', said?.host ?? place?.host ?? 'github.com', [...new Set(allowedHosts)])}
${part('owner', 'Organisation', said?.owner ?? place?.owner ?? '', owners)}
${part('repo', 'Repository', said?.repo ?? '', repositories)}</div>`;
}
