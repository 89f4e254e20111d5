// Letters that Unicode does not decompose into a base letter and a mark.
const LETTERS: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ı: 'i',
};

/** The words of a name as people might type them: `payments.captured.v1`, `FraudScorer` and `João Ferreira` become lower-case words without marks. */
export function nameWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁøØđĐßæÆœŒı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** "the vault" is said of what is called "vault". */
export function withoutArticle(text: string): string {
  return text.replace(/^\s*(?:the|a|an|our|my)\s+(?=\S)/i, '');
}

/** One key for all spellings of a name: `Token Vault`, `token-vault` and `tokenvault` are `tokenvault`. */
export function nameKey(text: string): string {
  return nameWords(text).join('');
}

/** Words that say what sort of thing it is rather than which one. People leave them out: "identity" for identity-service. */
const SORTS = new Set(
  'service services svc api apis app application web website site ui frontend backend server worker bff system main'.split(
    ' ',
  ),
);

/** The words without the trailing ones that only say what sort of thing it is; all of them where nothing would be left. */
export function coreWords(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && SORTS.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end);
}

/** The part of an annotation or label key behind its domain: `tier` of `acme.com/tier`. */
export function localName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).toLowerCase();
}
