import { parse } from 'yaml';
import type { FrontMatter } from '../page.ts';

const MOST_LINES = 500;
const END = /^(?:---|\.\.\.)\s*$/;

/** What stands above the text of a page between `---`, and how many lines that is. */
export function readFrontMatter(lines: readonly string[]): { meta: FrontMatter; height: number } {
  const none = { meta: {}, height: 0 };
  if (lines[0]?.trimEnd() !== '---') return none;
  const end = lines.slice(0, MOST_LINES).findIndex((line, at) => at > 0 && END.test(line));
  if (end < 0) return none;
  const fields = readFields(lines.slice(1, end).join('\n'));
  return fields ? { meta: metaOf(fields), height: end + 1 } : none;
}

/** Null where it is no list of fields: then it is text between two rulers. */
function readFields(yaml: string): Record<string, unknown> | null {
  if (yaml.trim() === '') return {};
  try {
    const value: unknown = parse(yaml, { maxAliasCount: 10, logLevel: 'silent' });
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // Templates put `{{ … }}` there: what cannot be read says nothing, and is no text either.
    return {};
  }
}

function metaOf(fields: Record<string, unknown>): FrontMatter {
  const title = word(fields['title']);
  const description = word(fields['description']);
  const status = word(fields['status']);
  const date = word(fields['date']);
  const tags = list(fields['tags']);
  const hide = list(fields['hide']);
  return {
    ...(title && { title }),
    ...(description && { description }),
    ...(status && { status }),
    ...(date && { date }),
    ...(tags.length > 0 && { tags }),
    ...(hide.length > 0 && { hide }),
  };
}

function word(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number') return String(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : null;
}

function list(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map(word).filter((one) => one !== null);
}
