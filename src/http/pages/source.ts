import { stringify } from 'yaml';
import { type Html, html, nothing } from '../../html.ts';
import type { Section } from './entity.ts';
import type { EntityData } from './entity-data.ts';
import { pathOf } from './paths.ts';
import { numeral } from './words.ts';

/** More than anybody reads on a page; the whole of it is a link away. */
const MOST_LINES = 400;

/** The entity as the API answers it (JSON), as YAML. */
export function yamlOf(json: string): string {
  return stringify(JSON.parse(json), { lineWidth: 0, aliasDuplicateObjects: false });
}

export function drawSource(data: EntityData): Section {
  const lines = yamlOf(data.json).trimEnd().split('\n');
  const shown = lines.slice(0, MOST_LINES);
  const hidden = lines.length - shown.length;
  const whole = `${pathOf(data.found.ref)}/entity.yaml`;
  const body = html`<div class="code-head"><a href="${whole}">Open as text</a><button type="button" class="quiet" data-copies="yaml-text" hidden>Copy</button></div>
<pre class="code" id="yaml-text" tabindex="0" role="region" aria-label="The entity as YAML"><code>${highlighted(shown)}</code></pre>
${hidden > 0 ? html`<p class="also">${numeral(hidden)} more lines are in <a href="${whole}">the whole text</a>.</p>` : nothing}`;
  return { id: 'yaml', title: 'YAML', body };
}

const PAIR = /^(\s*(?:- )*)([^\s:#"'][^:]*)(:)(\s.*|)$/;

/** Keys apart from values. What stands in a block of text may look like a key; that costs nothing but a colour. */
function highlighted(lines: readonly string[]): Html {
  return html`${lines.map((line) => {
    const [, indent, key, colon, value] = PAIR.exec(line) ?? [];
    if (key === undefined) return html`${line}\n`;
    return html`${indent}<span class="key">${key}</span>${colon}${value}\n`;
  })}`;
}
