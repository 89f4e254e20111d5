import { isTruthy } from '../expressions/truth.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Output } from '../template.ts';
import type { RunReport } from './run.ts';

/** What a template says at its end, rendered: links, texts, and whatever else it names. */
export async function outputOf(
  { links, text, more }: Output,
  render: (value: Json) => Promise<Json | undefined>,
): Promise<Pick<RunReport, 'links' | 'texts' | 'output'>> {
  const shownLinks = await shown(links, render);
  const shownTexts = await shown(text, render);
  const rest = ((await render(more)) ?? {}) as JsonObject;
  return {
    links: shownLinks.flatMap((link) => {
      const [url, entityRef] = [textOf(link['url']), textOf(link['entityRef'])];
      // A link to what a skipped step would have made leads nowhere.
      if (!url && !entityRef) return [];
      return { title: textOf(link['title']) ?? url ?? entityRef ?? '', url, entityRef };
    }),
    texts: shownTexts.flatMap((one) => {
      const content = textOf(one['content']);
      return content === null ? [] : { title: textOf(one['title']), content };
    }),
    output: {
      ...rest,
      ...(shownLinks.length > 0 && { links: shownLinks }),
      ...(shownTexts.length > 0 && { text: shownTexts }),
    },
  };
}

/** Those whose `if` holds, without it. */
async function shown(
  parts: readonly JsonObject[],
  render: (value: Json) => Promise<Json | undefined>,
): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const { if: condition, ...part } of parts) {
    if (condition !== undefined && !isTruthy(await render(condition))) continue;
    found.push(((await render(part)) ?? {}) as JsonObject);
  }
  return found;
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
