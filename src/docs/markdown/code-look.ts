/** How a block of code is shown, by what stands behind its marks: `py title="x.py" linenums="1" hl_lines="2-3"`. */
export type CodeLook = {
  language: string;
  title: string | null;
  /** Number of the first line; null without numbers. */
  firstLine: number | null;
  /** Lines to be seen first, counted from 1 whatever their numbers are. */
  marked: ReadonlySet<number>;
};

/** No page marks more, and `1-999999999` would fill the memory. */
const MOST_MARKED = 2_000;

export function codeLook(info: string): CodeLook {
  const text = info.trim().replace(/^\{\s*|\s*\}$/g, '');
  const language = /^\.?([^\s{}=,"']+)(?=[\s{,]|$)/.exec(text)?.[1] ?? '';
  const lines = option(text, 'hl_lines');
  const number = option(text, 'linenums') ?? option(text, 'startFrom');
  return {
    language: languageOf(language),
    title: option(text, 'title') ?? option(text, 'name') ?? null,
    firstLine:
      number !== null ? firstLineOf(number) : /\.(?:numberLines|linenums)\b/.test(text) ? 1 : null,
    marked: lines ? rangesOf(lines) : new Set(),
  };
}

/** `python`, also where it is written `{.python}` or `lang-python`. */
function languageOf(word: string): string {
  return word.startsWith('#') ? '' : word.toLowerCase().replace(/^(?:\.|lang-|language-)/, '');
}

function option(text: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s{])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s}]+))`).exec(
    text,
  );
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}

function firstLineOf(text: string): number | null {
  if (/^(?:false|0)$/i.test(text.trim())) return null;
  return Math.min(Number.parseInt(text, 10) || 1, 1_000_000);
}

function rangesOf(text: string): Set<number> {
  const lines = new Set<number>();
  for (const part of text.replace(/[[\]]/g, '').split(/[\s,]+/)) {
    const [from = 0, to = from] = part.split('-').map(Number);
    for (let line = from; line <= to && lines.size < MOST_MARKED; line += 1) lines.add(line);
  }
  return lines;
}
