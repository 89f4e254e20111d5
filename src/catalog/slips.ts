import { nearestWord } from './nearest.ts';
import type { Path } from './yaml.ts';

/** Keys of `around` that nobody reads and that stand very near to `name`, which is missing there: the best of them, or null. */
export function slipOf(name: string, around: unknown, known: readonly string[]): string | null {
  if (around === null || typeof around !== 'object' || Array.isArray(around)) return null;
  const others = Object.keys(around).filter((key) => !known.includes(key));
  return nearestWord(name, others);
}

/** The known key that `key` may have been meant for, if that one is not there already. */
export function meantKey(key: string, around: object, known: readonly string[]): string | null {
  return nearestWord(
    key,
    known.filter((name) => !Object.hasOwn(around, name)),
  );
}

/** A name or tag as its writer may have meant it, spelled by the rules. */
export function spelledRight(path: Path, found: string): string | null {
  const isTag = path[1] === 'tags';
  if (!isTag && path.at(-1) !== 'name' && path.at(-1) !== 'namespace') return null;
  const isLower = isTag || path.at(-1) === 'namespace';
  const spelled = (isLower ? found.toLowerCase() : found)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(isTag ? /[^a-z0-9:+#]+/g : isLower ? /[^a-z0-9]+/g : /[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63)
    .replace(isTag ? /[^A-Za-z0-9+#]+$/ : /[^A-Za-z0-9]+$/, '');
  return spelled === '' || spelled === found || /[{}<>]/.test(found) ? null : spelled;
}
