import { readYaml } from '../../../../catalog/yaml.ts';
import type { FormError, Values } from '../../../../scaffolder/form/form.ts';
import { type Json, withValueAt } from '../../../../scaffolder/json.ts';
import type { Entry, Kind } from './posted.ts';

export type ReadForm = { values: Values; errors: FormError[] };

/** The values with what was typed over them; null where a field was emptied. What cannot be read leaves it without a value, and is said. */
export function readEntries(entries: readonly Entry[], before: Values): ReadForm {
  const errors: FormError[] = [];
  let values = before;
  for (const entry of entries) {
    const read = READERS[entry.kind](entry);
    if ('message' in read) errors.push({ path: entry.path, message: read.message });
    values = withValueAt(values, entry.path, 'message' in read ? undefined : read.value);
  }
  return { values, errors };
}

type Read = { value: Json | undefined } | { message: string };

const first = ({ raw: [text = ''] }: Entry) => text.replaceAll('\r\n', '\n');
const lines = (entry: Entry) =>
  first(entry)
    .split('\n')
    .flatMap((line) => line.trim() || []);
const some = (list: readonly Json[]): Read => ({ value: list.length > 0 ? list : null });
const word = (text: string): Read => ({ value: text === '' ? null : text });

const READERS: Record<Kind, (entry: Entry) => Read> = {
  text: (entry) => word(first(entry)),
  line: (entry) => word(first(entry).trim()),
  number(entry) {
    const text = first(entry).trim();
    // What is no number stays as it was typed: the checks say what is wrong with it.
    return text !== '' && Number.isFinite(Number(text)) ? { value: Number(text) } : word(text);
  },
  flag: ({ raw }) => ({ value: raw.includes('true') }),
  choice: (entry) => ({ value: jsonOf(first(entry)) ?? null }),
  choices: ({ raw }) => some(raw.flatMap((text) => jsonOf(text) ?? [])),
  list: (entry) => some(lines(entry)),
  numbers(entry) {
    const wrong = lines(entry).find((line) => !Number.isFinite(Number(line)));
    if (wrong !== undefined) return { message: `"${wrong.slice(0, 60)}" is no number.` };
    return some(lines(entry).map(Number));
  },
  moment(entry) {
    const text = first(entry);
    return word(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00Z` : text);
  },
  time(entry) {
    const text = first(entry);
    return word(/^\d\d:\d\d$/.test(text) ? `${text}:00` : text);
  },
  entity: (entry) => word(first(entry).trim()),
  entities: ({ raw }) => some([...new Set(raw.map((text) => text.trim()).filter(Boolean))]),
  tags: (entry) =>
    some([
      ...new Set(
        first(entry)
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ]),
  repository({ part }) {
    const [host, owner, name] = ['host', 'owner', 'repo'].map((one) => part(one).trim());
    if (!name) return { value: null };
    const said = new URLSearchParams({ ...(owner && { owner }), repo: name });
    return { value: `${host || 'github.com'}?${said}` };
  },
  structure: readStructure,
};

function jsonOf(text: string): Json | undefined {
  try {
    return text === '' ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

const LONGEST_YAML = 100_000;

/** What was typed as YAML, or as JSON, which is YAML too: read as descriptors are, which people from outside write too. */
function readStructure(entry: Entry): Read {
  const text = first(entry);
  if (text.trim() === '') return { value: undefined };
  if (text.length > LONGEST_YAML)
    return { message: `It is longer than ${LONGEST_YAML} characters.` };
  const [document, more] = readYaml(text);
  if (more) return { message: 'It is more than one document of YAML.' };
  if (document?.error) return { message: `It is not YAML: ${document.error.message}` };
  return { value: document?.value as Json };
}
