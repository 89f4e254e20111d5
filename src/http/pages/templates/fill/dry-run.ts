import type { CatalogView } from '../../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../../html.ts';
import type { DryRun } from '../../../../scaffolder/scaffolder.ts';
import type { WorkspaceFile } from '../../../../scaffolder/workspace/workspace.ts';
import { counted, entityLink } from '../../words.ts';
import { drawSteps } from '../steps.ts';

const LONGEST_TEXT = 60_000;
/** So many files are shown with what stands in them; the page of more would be too large. */
const MOST_OPEN = 300;

/** What would be made: a tree of files with each one's text, the steps, and what they said. */
export function drawDryRun(
  { files, steps, log, links, errors, error, texts }: DryRun,
  { title, view }: { title: string; view: CatalogView },
): Html {
  const problem = error ?? (errors[0] && { message: errors[0].message, nextStep: '' });
  return html`<section class="tried" aria-labelledby="tried-title"><h2 id="tried-title" tabindex="-1" data-focus>Dry run of ${title}</h2>
<p class="field-help">Nothing was made. ${counted(files.size, 'file')} would be.</p>
${problem ? html`<div class="wrong" role="alert"><h3>It would fail</h3><p>${problem.message} ${problem.nextStep}</p></div>` : nothing}
${files.size > 0 ? html`<h3>Files</h3>${drawTree(treeOf(files), { left: MOST_OPEN })}` : nothing}
${texts.map(({ title: of, content }) => html`<h3>${of ?? 'Text'}</h3><p class="lines">${content}</p>`)}
${links.length > 0 ? html`<h3>Links</h3><ul class="links">${links.map((link) => html`<li>${drawLink(link, view)}</li>`)}</ul>` : nothing}
<h3>Steps</h3>${drawSteps(steps)}
${log.length > 0 ? html`<details class="log"><summary>Log</summary><pre class="code" tabindex="0" aria-label="Log of the dry run">${log.map(({ line }) => `${line}\n`).join('')}</pre></details>` : nothing}</section>`;
}

type Tree = { folders: Map<string, Tree>; files: Map<string, WorkspaceFile> };

/** Nothing that it names is there yet, except what the catalog has already: an address is told, and leads nowhere. */
function drawLink({ title, url, entityRef }: DryRun['links'][number], view: CatalogView): Html {
  if (entityRef && view.get(entityRef)) return html`${title}: ${entityLink(view, entityRef)}`;
  return url ? html`${title}: <span class="also">${url}</span>` : html`${title}`;
}

function treeOf(files: ReadonlyMap<string, WorkspaceFile>): Tree {
  const root: Tree = { folders: new Map(), files: new Map() };
  for (const path of [...files.keys()].sort()) {
    const file = files.get(path);
    const parts = path.split('/');
    const name = parts.pop() ?? path;
    let at = root;
    for (const part of parts) {
      const inside = at.folders.get(part) ?? { folders: new Map(), files: new Map() };
      at.folders.set(part, inside);
      at = inside;
    }
    if (file) at.files.set(name, file);
  }
  return root;
}

function drawTree({ folders, files }: Tree, room: { left: number }): Html {
  return html`<ul class="tree">${[...folders].map(([name, inside]) => html`<li><details open><summary class="folder">${name}/</summary>${drawTree(inside, room)}</details></li>`)}${[...files].map(([name, file]) => html`<li>${drawFile(name, file, room)}</li>`)}</ul>`;
}

function drawFile(name: string, file: WorkspaceFile, room: { left: number }): Html {
  const mark = file.isExecutable ? html` <span class="also">executable</span>` : nothing;
  if (file.link !== undefined)
    return html`<span class="file">${name}</span> <span class="also">link to ${file.link}</span>`;
  const text = readable(file.bytes);
  if (text === null || room.left-- <= 0)
    return html`<span class="file">${name}</span>${mark} <span class="also">${counted(file.bytes.length, 'byte')}</span>`;
  return html`<details><summary class="file">${name}${mark}</summary><pre class="code" tabindex="0" aria-label="${name}">${text.slice(0, LONGEST_TEXT)}${text.length > LONGEST_TEXT ? '\n…' : ''}</pre></details>`;
}

/** Null for bytes that are no text. */
function readable(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8_000).includes(0)) return null;
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? null : text;
}
