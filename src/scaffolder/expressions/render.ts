import {
  createTemplateRenderer,
  type PreparedTemplateContext,
  type TemplateContext,
  TemplateLimitError,
  TemplateRenderError,
  type TemplateRenderer,
} from 'nunjitsu';
import { UserError } from '../../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { FILTERS } from './filters.ts';
import { MOST_OUTPUT, TOO_MUCH_TEXT } from './limits.ts';

// Everything here runs whatever a template says, for as long as it says: only the process of the sandbox calls it.

export type Rendered = {
  /** Undefined where the whole of it is an expression that has no value. */
  value: Json | undefined;
  /** Expressions that could not be rendered and stay as they are, in words. */
  problems: readonly string[];
  /** Whether `always()` or `failure()` was asked: the step may run after another has failed. */
  isStatusAsked: boolean;
};

/** Renders every string in `input`, however deep: a string that is one expression becomes its value, and its key goes where it has none. */
export function renderValue(
  input: Json,
  { context, hasFailed = false }: { context: JsonObject; hasFailed?: boolean },
): Rendered {
  let isStatusAsked = false;
  const asked = <Result>(result: Result): Result => {
    isStatusAsked = true;
    return result;
  };
  const renderer = createTemplateRenderer({
    filters: FILTERS,
    globals: { always: () => asked(true), failure: () => asked(hasFailed) },
    allowRegexExecution: true,
  });
  const work = { renderer, context: prepared(renderer, context), problems: [], written: 0 };
  const value = renderDeep(input, work);
  return { value, problems: work.problems, isStatusAsked };
}

type Work = {
  renderer: TemplateRenderer;
  context: PreparedTemplateContext;
  problems: string[];
  written: number;
};

function renderDeep(input: Json, work: Work): Json | undefined {
  if (typeof input === 'string') return renderString(input, work);
  if (Array.isArray(input)) return input.map((item) => renderDeep(item, work) ?? null);
  if (input === null || typeof input !== 'object') return input;
  const entries = Object.entries(input).map(([key, value]) => [key, renderDeep(value, work)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function renderString(source: string, work: Work): Json | undefined {
  const value = tryString(source, work);
  if (value === undefined) return undefined;
  work.written += typeof value === 'string' ? value.length : JSON.stringify(value).length;
  if (work.written > MOST_OUTPUT)
    throw new UserError(
      'The expressions of this step write more than 50 million characters.',
      'Make its input smaller.',
    );
  return value;
}

/** Backstage keeps the text of an expression that cannot be rendered, and so do we; the step's log says why. */
function tryString(source: string, { renderer, context, problems }: Work): Json | undefined {
  try {
    const value = renderer.renderValue(source, context, { coercion: 'json' });
    // Maps and sets become what JSON has for them.
    return value !== null && typeof value === 'object'
      ? JSON.parse(JSON.stringify(value))
      : (value as Json | undefined);
  } catch (error) {
    problems.push(`${shortened(source)} stays as it is. ${inWords(error)}`);
    return source;
  }
}

function shortened(source: string): string {
  return source.length > 120 ? `${source.slice(0, 120)}…` : source;
}

export type TextOptions = {
  cookiecutterCompat?: boolean | undefined;
  trimBlocks?: boolean | undefined;
  lstripBlocks?: boolean | undefined;
};

export type RenderedTexts =
  | { kind: 'rendered'; texts: readonly string[] }
  /** Which text could not be rendered, and why. */
  | { kind: 'broken'; index: number; reason: string };

/** Renders the files and file names of a skeleton: each becomes a text, and the first that cannot be rendered ends it. */
export function renderTexts(
  texts: readonly string[],
  { context, options }: { context: JsonObject; options: TextOptions },
): RenderedTexts {
  const { cookiecutterCompat = false, trimBlocks = false, lstripBlocks = false } = options;
  const renderer = createTemplateRenderer({
    filters: FILTERS,
    allowRegexExecution: true,
    cookiecutterCompat,
    trimBlocks,
    lstripBlocks,
  });
  const values = prepared(renderer, context);
  const rendered: string[] = [];
  let written = 0;
  for (const [index, text] of texts.entries()) {
    try {
      const result = renderer.render(text, values);
      rendered.push(result);
      written += result.length;
    } catch (error) {
      return { kind: 'broken', index, reason: inWords(error) };
    }
    if (written > MOST_OUTPUT) return { kind: 'broken', index, reason: TOO_MUCH_TEXT };
  }
  return { kind: 'rendered', texts: rendered };
}

function prepared(renderer: TemplateRenderer, context: JsonObject): PreparedTemplateContext {
  try {
    return renderer.prepareContext(context as TemplateContext);
  } catch (error) {
    // Names like `__proto__`, which would reach beyond the data.
    throw new UserError(
      `These values cannot be given to a template: ${inWords(error)}`,
      'Call the key something else.',
      { cause: error },
    );
  }
}

export function inWords(error: unknown): string {
  if (error instanceof TemplateRenderError || error instanceof TemplateLimitError)
    return sentence(error.message.replace(/^Template error at line/, 'Line'));
  return sentence(error instanceof Error ? error.message : String(error));
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
