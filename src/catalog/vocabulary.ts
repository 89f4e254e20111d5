import { nameKey } from './names.ts';
import type { CatalogEntry } from './summary.ts';

/** What a word says of the entities it describes: the value of a field, of a tag, or of a label of this name. */
export type Trait = {
  field: 'kind' | 'type' | 'lifecycle' | 'tier' | 'tag' | 'namespace' | 'label';
  /** The label's name; empty for the other fields. */
  label: string;
  value: string;
};

/** Words that entities are described with, counted, so that a question's words are looked up instead of searched for. */
export type Vocabulary = {
  add: (entry: CatalogEntry) => void;
  remove: (entry: CatalogEntry) => void;
  /** What a word or several may mean, in any spelling: `life critical` is `life-critical`. */
  traits: (words: string) => Trait[];
  /** Names of labels that some entity has, in the spelling of the first one. */
  label: (words: string) => string | null;
  /** Every value of a field, the most frequent first. */
  values: (field: Trait['field'], label?: string) => string[];
};

type Counted = { trait: Trait; count: number };

export function createVocabulary(): Vocabulary {
  const traits = new Map<string, Counted[]>();
  const labels = new Map<string, { name: string; count: number }>();
  const keyOf = createMemo(nameKey);

  function change(entry: CatalogEntry, by: 1 | -1): void {
    for (const trait of traitsOf(entry)) {
      const key = keyOf(trait.value);
      const all = traits.get(key) ?? [];
      const known = all.find((one) => isSame(one.trait, trait));
      if (known) known.count += by;
      else if (by > 0) all.push({ trait, count: 1 });
      const left = all.filter(({ count }) => count > 0);
      if (left.length > 0) traits.set(key, left);
      else traits.delete(key);
    }
    for (const { name } of entry.marks) {
      const key = keyOf(name);
      const known = labels.get(key) ?? { name, count: 0 };
      known.count += by;
      if (known.count > 0) labels.set(key, known);
      else labels.delete(key);
    }
  }

  return {
    add: (entry) => change(entry, 1),
    remove: (entry) => change(entry, -1),
    traits: (words) => (traits.get(nameKey(words)) ?? []).map(({ trait }) => trait),
    label: (words) => labels.get(nameKey(words))?.name ?? null,
    values: (field, label = '') =>
      [...traits.values()]
        .flat()
        .filter(
          ({ trait }) => trait.field === field && (field !== 'label' || trait.label === label),
        )
        .sort((a, b) => b.count - a.count || (a.trait.value < b.trait.value ? -1 : 1))
        .map(({ trait }) => trait.value),
  };
}

const MOST_REMEMBERED = 10_000;

/** The same few words describe a hundred thousand entities. */
function createMemo(make: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const result = make(text);
    if (made.size < MOST_REMEMBERED) made.set(text, result);
    return result;
  };
}

function isSame(a: Trait, b: Trait): boolean {
  return a.field === b.field && a.label === b.label && a.value === b.value;
}

function traitsOf(entry: CatalogEntry): Trait[] {
  const { kind, type, lifecycle, tier, namespace, tags, marks } = entry;
  const fields = { kind, type, lifecycle, tier, namespace };
  return [
    ...Object.entries(fields).flatMap(([field, value]) =>
      value ? [{ field: field as Trait['field'], label: '', value: value.toLowerCase() }] : [],
    ),
    ...tags.map((tag) => ({ field: 'tag' as const, label: '', value: tag.toLowerCase() })),
    ...marks.map(({ name, value }) => ({
      field: 'label' as const,
      label: name,
      value: value.toLowerCase(),
    })),
  ];
}
