import type { YamlChange, YamlPath } from './yaml-edit.ts';

type Branch = Record<string, unknown> | unknown[];

/** What a document says after a change, made on its value and not on its text: the second opinion on every edit. */
export function applied(value: unknown, change: YamlChange): unknown {
  const copy = structuredClone(value);
  switch (change.kind) {
    case 'set':
      place(copy, change.path, change.value);
      return copy;
    case 'unset':
      take(copy, change.path);
      return copy;
    case 'append': {
      const list = at(copy, change.path);
      if (Array.isArray(list)) list.push(change.value);
      else place(copy, change.path, [change.value]);
      return copy;
    }
    case 'drop': {
      const list = at(copy, change.path);
      if (Array.isArray(list)) list.splice(change.index, 1);
      if (Array.isArray(list) && list.length === 0) take(copy, change.path);
      return copy;
    }
  }
}

export function at(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      inner !== null && typeof inner === 'object' && Object.hasOwn(inner, step)
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

function place(value: unknown, path: YamlPath, what: unknown): void {
  let branch = value as Branch;
  for (const step of path.slice(0, -1)) {
    const inner = (branch as Record<string | number, unknown>)[step];
    const next = inner !== null && typeof inner === 'object' ? (inner as Branch) : {};
    (branch as Record<string | number, unknown>)[step] = next;
    branch = next;
  }
  (branch as Record<string | number, unknown>)[path.at(-1) ?? ''] = what;
}

function take(value: unknown, path: YamlPath): void {
  const above = path.length === 1 ? value : at(value, path.slice(0, -1));
  if (above === null || typeof above !== 'object') return;
  delete (above as Record<string | number, unknown>)[path.at(-1) ?? ''];
  if (Object.keys(above).length === 0 && path.length > 1) take(value, path.slice(0, -1));
}
