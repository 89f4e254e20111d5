import { stringify } from 'yaml';
import { type Html, html, nothing } from '../../../../html.ts';
import type { Candidate } from '../../../../scaffolder/form/candidates.ts';
import type { Field } from '../../../../scaffolder/form/form.ts';
import { isObject, type Json } from '../../../../scaffolder/json.ts';
import { drawRepository, type Place } from './draw-repository.ts';
import { keyOf } from './keys.ts';
import { type Kind, VALUE } from './posted.ts';

export type FieldView = {
  field: Field;
  /** Of the element that its errors lead to. */
  id: string;
  value: Json | undefined;
  /** What was typed, where it cannot be read. */
  typed: string | null;
  errors: readonly string[];
  warnings: readonly string[];
  /** What a picker offers before anything is typed. */
  candidates: readonly Candidate[];
  places: readonly Place[];
};

/** What is common to the inputs of a field. */
export type Marks = { id: string; name: string; marks: Html };

/** One field of a form: its label, its help, what is wrong with it, and its input. */
export function drawField(view: FieldView): Html {
  const { field, id, errors, warnings } = view;
  const { input, title, help, isRequired } = field;
  if (input.kind === 'note')
    return html`<div class="field-note"><p><strong>${title}</strong></p>${help ? html`<p>${help}</p>` : nothing}</div>`;
  const about = [
    help && `${id}-help`,
    errors.length > 0 && `${id}-wrong`,
    warnings.length > 0 && `${id}-warning`,
  ].filter(Boolean);
  const marks = html`${about.length > 0 ? html` aria-describedby="${about.join(' ')}"` : nothing}${errors.length > 0 ? html` aria-invalid="true"` : nothing}${field.isControlling ? html` data-redraws` : nothing}`;
  const name = VALUE + keyOf(field.path);
  const label = html`${title}${isRequired || input.kind === 'flag' ? nothing : html` <span class="optional">optional</span>`}`;
  const below = html`${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}${errors.length > 0 ? html`<p class="field-wrong" id="${id}-wrong">${errors.join(' ')}</p>` : nothing}${warnings.length > 0 ? html`<p class="field-warning" id="${id}-warning">${warnings.join(' ')}</p>` : nothing}`;
  const again = field.isControlling
    ? html`<button class="redraw" type="submit" name="do" value="redraw">Show what ${title} asks for</button>`
    : nothing;
  const kind = html`<input type="hidden" name="has" value="${kindOf(field)} ${keyOf(field.path)}">`;
  const body = drawInput(view, { id, name, marks });
  if (input.kind === 'flag')
    return html`<div class="field">${kind}<label class="flag">${body} <span>${title}</span></label>${below}${again}</div>`;
  if (isGroup(field))
    return html`<fieldset class="field" id="${id}"${about.length > 0 ? html` aria-describedby="${about.join(' ')}"` : nothing}><legend>${label}</legend>${kind}${below}${body}${again}</fieldset>`;
  return html`<div class="field">${kind}<label for="${id}">${label}</label>${below}${body}${again}</div>`;
}

/** Several inputs that are one field. */
function isGroup({ input }: Field): boolean {
  const { kind } = input;
  return (
    kind === 'choices' ||
    kind === 'repository' ||
    (kind === 'choice' && input.look === 'radio') ||
    (kind === 'entity' && input.isMany)
  );
}

function kindOf({ input }: Field): Kind {
  switch (input.kind) {
    case 'text':
      return input.isLong ? 'text' : 'line';
    case 'list':
      return input.of === 'number' ? 'numbers' : 'list';
    case 'entity':
      return input.isMany ? 'entities' : 'entity';
    case 'date-time':
      return 'moment';
    case 'date':
    case 'entity-name':
    case 'secret':
    case 'note':
      return 'line';
    default:
      return input.kind;
  }
}

function drawInput({ field, value, typed, candidates, places }: FieldView, at: Marks): Html {
  const { input, placeholder } = field;
  const { id, name, marks } = at;
  const text = typed ?? textOf(value);
  const attributes = html`id="${id}" name="${name}"${marks}${placeholder ? html` placeholder="${placeholder}"` : nothing}${field.isReadOnly ? html` readonly` : nothing}`;
  const line = (type: string, shown = text, more = nothing) =>
    html`<input type="${type}" ${attributes} value="${shown}"${more} autocomplete="off">`;
  const area = (rows: number, shown = text, more = nothing) =>
    // The first line break after the tag is not part of what stands in it.
    html`<textarea ${attributes} rows="${rows}"${more} spellcheck="false">
${shown}</textarea>`;
  switch (input.kind) {
    case 'text': {
      if (input.isConcealed) return line('password');
      if (input.isLong) return area(5);
      const list = input.examples.length > 0 ? html` list="${id}-list"` : nothing;
      const type = input.format === 'email' ? 'email' : input.format === 'uri' ? 'url' : 'text';
      return html`${line(type, text, list)}${input.examples.length > 0 ? drawList(id, input.examples) : nothing}`;
    }
    case 'entity-name':
      return line('text', text, html` spellcheck="false" autocapitalize="off"`);
    case 'number':
      return line('text', text, html` inputmode="${input.isWhole ? 'numeric' : 'decimal'}"`);
    case 'flag':
      return html`<input type="checkbox" id="${id}" name="${name}" value="true"${value === true ? html` checked` : nothing}${marks}${field.isReadOnly ? html` disabled` : nothing}>`;
    case 'choice':
      return input.look === 'radio'
        ? drawOptions(input.options, { type: 'radio', chosen: [value], at })
        : html`<select id="${id}" name="${name}"${marks}><option value="">${field.isRequired ? 'Choose…' : 'None'}</option>${input.options.map((option) => html`<option value="${JSON.stringify(option.value)}"${isSame(option.value, value) ? html` selected` : nothing}>${option.label}</option>`)}</select>`;
    case 'choices':
      return drawOptions(input.options, {
        type: 'checkbox',
        chosen: Array.isArray(value) ? value : [],
        at,
      });
    case 'list':
      return html`${area(4, typed ?? linesOf(value))}<p class="field-help">One a line.</p>`;
    case 'date':
      return line('date');
    case 'time':
      return line('time', text.slice(0, 5));
    case 'date-time':
      return html`${line('datetime-local', text.slice(0, 16))}<p class="field-help">In UTC.</p>`;
    case 'entity': {
      const picks = html` data-pick="${keyOf(field.path)}" list="${id}-list" spellcheck="false" autocapitalize="off"`;
      const list = drawCandidates(id, candidates);
      if (!input.isMany) return html`${line('text', text, picks)}${list}`;
      const said = Array.isArray(value) ? value.map(textOf) : [];
      const rows = [...said, '', ''].map(
        (one, n) =>
          html`<input type="text" name="${name}" aria-label="${field.title}, ${n + 1}" value="${one}"${picks} autocomplete="off" data-many>`,
      );
      return html`<div class="many">${rows}</div>${list}`;
    }
    case 'tags': {
      const shown = Array.isArray(value) ? value.map(textOf).join(', ') : text;
      return html`${line('text', typed ?? shown)}<p class="field-help">Separated by commas.</p>`;
    }
    case 'repository':
      return drawRepository(input, { value: textOf(value), places, at });
    case 'structure':
      return html`${area(6, typed ?? (value === undefined ? '' : stringify(value, { lineWidth: 0 }).trimEnd()), html` class="yaml"`)}<p class="field-help">As YAML or JSON.</p>`;
    case 'secret':
    case 'note':
      return nothing;
  }
}

function drawOptions(
  options: readonly { value: Json; label: string }[],
  {
    type,
    chosen,
    at: { name, marks },
  }: { type: 'radio' | 'checkbox'; chosen: readonly (Json | undefined)[]; at: Marks },
): Html {
  return html`<div class="options">${options.map(({ value, label }) => html`<label class="flag"><input type="${type}" name="${name}" value="${JSON.stringify(value)}"${chosen.some((one) => isSame(one, value)) ? html` checked` : nothing}${marks}> <span>${label}</span></label>`)}</div>`;
}

function drawList(id: string, examples: readonly string[]): Html {
  return html`<datalist id="${id}-list">${examples.map((example) => html`<option value="${example}">`)}</datalist>`;
}

function drawCandidates(id: string, candidates: readonly Candidate[]): Html {
  return html`<datalist id="${id}-list">${candidates.map(({ ref, label, detail }) => html`<option value="${ref}">${label}, ${detail}</option>`)}</datalist>`;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

function linesOf(value: Json | undefined): string {
  return Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value);
}

export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) || isObject(value) ? JSON.stringify(value) : String(value);
}
