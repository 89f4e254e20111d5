import type { Entity } from '../../catalog/entity.ts';
import type { Fix } from '../scorecard.ts';
import { MEND_THE_FIX } from './plan-fix.ts';

type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** Writes out `${{ entity.metadata.name }}` in every text, as templates do; what could not be is told in `problems`. */
export type RenderFix = (
  input: Plain,
  asked: { context: { readonly [key: string]: Plain } },
) => Promise<{ value: unknown; problems: readonly string[] }>;

const EXPRESSION = /\$\{\{|\{%|\{#/;

/** The fix with its texts written out for an entity. What stands in it came from a file of the organisation: it is rendered in a sandbox. */
export async function renderedFix(
  fix: Fix,
  { entity, owner }: { entity: Entity; owner: Entity | null },
  render: RenderFix,
): Promise<Fix | { kind: 'stuck'; reason: string; nextStep: string; url: null }> {
  const texts = textsOf(fix);
  if (!texts.some((text) => EXPRESSION.test(text))) return fix;
  const context = JSON.parse(JSON.stringify({ entity, owner })) as { [key: string]: Plain };
  const { value, problems } = await render(texts, { context });
  const written = Array.isArray(value) ? value.map(String) : [];
  if (problems.length > 0 || written.length !== texts.length)
    return {
      kind: 'stuck',
      reason: `The fix of this check could not be written out: ${problems[0] ?? 'a text is missing'}`,
      nextStep: MEND_THE_FIX,
      url: null,
    };
  return withTexts(fix, written);
}

function textsOf(fix: Fix): string[] {
  if (fix.action === 'add-file') return [fix.path, fix.content];
  if (fix.action === 'codeowners') return [];
  return Object.values(fix.set).flatMap((value) =>
    typeof value === 'string' ? [value] : Array.isArray(value) ? value : [],
  );
}

function withTexts(fix: Fix, [...texts]: readonly string[]): Fix {
  const next = () => texts.shift() ?? '';
  if (fix.action === 'add-file') return { ...fix, path: next(), content: next() };
  if (fix.action === 'codeowners') return fix;
  const set = Object.entries(fix.set).map(([path, value]) => {
    if (typeof value === 'string') return [path, next()];
    return [path, Array.isArray(value) ? value.map(next) : value];
  });
  return { ...fix, set: Object.fromEntries(set) };
}
