/** What "Wrong? Fix it" can mend in a descriptor. */
export const FIELDS = ['owner', 'on-call', 'link', 'lifecycle', 'dependency', 'alias'] as const;
export type Field = (typeof FIELDS)[number];

/**
 * One thing a descriptor says that is not so. `was` is what it says now, null where something is added; an empty `value` takes
 * something out. Entities are refs. A link is its address, with a title before it where it has one (`Runbook https://…`).
 */
export type Correction = { ref: string; field: Field; value: string; was: string | null };

/** `Runbook https://…` as its two parts; the title is null where there is only an address. */
export function linkParts(text: string): { title: string | null; url: string } {
  const at = text.search(/\S+$/);
  const title = text.slice(0, Math.max(at, 0)).trim();
  return { title: title || null, url: text.slice(Math.max(at, 0)).trim() };
}

/** A correction in a few words, with names as `nameOf` writes them: `owner → Risk`, `alias "the vault"`. */
export function inWords(
  { field, value, was }: Pick<Correction, 'field' | 'value' | 'was'>,
  nameOf: (ref: string) => string,
): string {
  const isRef = field === 'owner' || field === 'dependency';
  const shown = (text: string) => {
    if (isRef) return nameOf(text);
    if (field === 'link') return linkParts(text).title ?? linkParts(text).url;
    return field === 'alias' ? `"${text}"` : text;
  };
  if (value === '') return was === null ? field : `${field} ${shown(was)} removed`;
  if (was === null && (field === 'alias' || field === 'dependency' || field === 'link'))
    return `${field} ${shown(value)} added`;
  if (field === 'link' && was !== null) {
    const same = shown(was) === shown(value);
    return same ? `address of the link ${shown(value)}` : `link ${shown(was)} → ${shown(value)}`;
  }
  return `${field} → ${shown(value)}`;
}

/** Things of which an entity has one: whatever stands there now, one proposal at a time. */
export function isSingle(field: Field): boolean {
  return field === 'owner' || field === 'lifecycle' || field === 'on-call';
}

/** Whether what is proposed already says something else about the same statement. */
export function isRival(
  proposed: Pick<Correction, 'field' | 'value' | 'was'>,
  { field, value, was }: Correction,
): boolean {
  if (proposed.field !== field || proposed.value === value) return false;
  return isSingle(field) || (was !== null && proposed.was === was);
}
