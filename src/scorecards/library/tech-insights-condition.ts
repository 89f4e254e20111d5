import { excerpt } from '../../catalog/excerpt.ts';
import { isMap } from '../../catalog/findings.ts';
import { nearestWord } from '../../catalog/nearest.ts';
import { describe, didYouMean, inTicks } from '../../catalog/wording.ts';
import type { Path } from '../../catalog/yaml.ts';
import type { FactTable, FactType } from '../fact.ts';

type Say = (path: Path, message: string, what?: 'key' | 'value') => void;

/** What Backstage's own retrievers call what is known here by another name. */
const RENAMED = new Map([['hasGroupOwner', 'facts.isOwnedByGroup']]);
const ANNOTATED = new Map([['hasAnnotationBackstageIoTechdocsRef', 'backstage.io/techdocs-ref']]);

const COMPARING = new Map([
  ['equal', '=='],
  ['notEqual', '!='],
  ['lessThan', '<'],
  ['lessThanInclusive', '<='],
  ['greaterThan', '>'],
  ['greaterThanInclusive', '>='],
]);
const OPERATORS = [...COMPARING.keys(), 'in', 'notIn', 'contains', 'doesNotContain'];
const DEEPEST = 20;

/** Writes a condition of json-rules-engine as a rule; null where it cannot, which was said then, where it stands. */
export function conditionReader(table: FactTable, say: Say) {
  function condition(path: Path, value: unknown, depth = 0): string | null {
    if (!isMap(value) || depth > DEEPEST) return refuse(path, 'This is no condition.');
    for (const [key, sign] of [
      ['all', ' && '],
      ['any', ' || '],
    ] as const) {
      const parts = value[key];
      if (parts === undefined) continue;
      if (!Array.isArray(parts) || parts.length === 0)
        return refuse([...path, key], `${inTicks([key])} is ${describe(parts)}; list conditions.`);
      const read = parts.map((part, index) => condition([...path, key, index], part, depth + 1));
      return read.includes(null) ? null : `(${read.join(sign)})`;
    }
    if ('not' in value) {
      const inner = condition([...path, 'not'], value['not'], depth + 1);
      return inner === null ? null : `!(${inner})`;
    }
    if ('condition' in value)
      return refuse(
        [...path, 'condition'],
        'Conditions that name another condition are not read; write it here.',
      );
    return comparison(path, value);
  }

  function comparison(path: Path, value: Record<string, unknown>): string | null {
    for (const key of ['path', 'params'])
      if (value[key] !== undefined)
        return refuse(
          [...path, key],
          `${inTicks([key])} is not read: facts are plain values here.`,
          'key',
        );
    const { operator } = value;
    if (typeof operator !== 'string' || !OPERATORS.includes(operator)) {
      const meant = typeof operator === 'string' ? nearestWord(operator, OPERATORS) : null;
      return refuse(
        [...path, 'operator'],
        `There is no operator ${describe(operator)}${didYouMean(meant)} Operators: ${OPERATORS.join(', ')}.`,
      );
    }
    const fact = factOf([...path, 'fact'], value['fact']);
    const other = fact && operand([...path, 'value'], value['value'], { fact, operator });
    if (!fact || other === null) return null;
    const sign = COMPARING.get(operator);
    if (sign !== undefined) return `${fact.text} ${sign} ${other}`;
    if (operator === 'in' || operator === 'notIn')
      return operator === 'in' ? `${fact.text} in ${other}` : `!(${fact.text} in ${other})`;
    return operator === 'contains' ? `${other} in ${fact.text}` : `!(${other} in ${fact.text})`;
  }

  type Fact = { name: string; text: string; type: FactType };

  function factOf(path: Path, name: unknown): Fact | null {
    if (typeof name !== 'string') return refuse(path, 'A condition names its `fact`.');
    const annotation = ANNOTATED.get(name);
    if (annotation !== undefined) {
      const all = 'entity.metadata.annotations';
      return { name, type: 'bool', text: `(has(${all}) && "${annotation}" in ${all})` };
    }
    const text = RENAMED.get(name) ?? `facts.${name}`;
    const spec = table.get(text.slice('facts.'.length));
    if (spec) return { name, text, type: spec.type };
    const meant = nearestWord(name, [...table.keys(), ...RENAMED.keys(), ...ANNOTATED.keys()]);
    return refuse(
      path,
      `There is no fact \`${excerpt(name)}\`${didYouMean(meant)} What your own retrievers find is posted here and declared under \`facts\`.`,
    );
  }

  function operand(
    path: Path,
    value: unknown,
    { fact, operator }: { fact: Fact; operator: string },
  ): string | null {
    if (isMap(value) && 'fact' in value)
      return factOf([...path, 'fact'], value['fact'])?.text ?? null;
    const isOfList = operator === 'contains' || operator === 'doesNotContain';
    if (isOfList && fact.type !== 'list<string>')
      return refuse(path, `\`${fact.name}\` is no list, and \`${operator}\` is about lists.`);
    const type = isOfList ? 'string' : fact.type;
    if (operator !== 'in' && operator !== 'notIn') return literal(path, value, { ...fact, type });
    if (!Array.isArray(value))
      return refuse(path, `\`${operator}\` takes a list; this is ${describe(value)}.`);
    const items = value.map((item, index) => literal([...path, index], item, fact));
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }

  function literal(path: Path, value: unknown, { name, type }: Fact): string | null {
    if (type === 'bool' && typeof value === 'boolean') return String(value);
    if (type === 'int' && Number.isSafeInteger(value)) return String(value);
    if (type === 'string' && typeof value === 'string') return JSON.stringify(value);
    if (type === 'timestamp' && typeof value === 'string' && !Number.isNaN(Date.parse(value)))
      return `timestamp("${new Date(value).toISOString()}")`;
    return refuse(
      path,
      `\`${name}\` is ${TYPES[type]}, and this compares it with ${describe(value)}.`,
    );
  }

  function refuse(path: Path, message: string, what: 'key' | 'value' = 'value'): null {
    say(path, message, what);
    return null;
  }

  return condition;
}

const TYPES: Record<FactType, string> = {
  bool: 'true or false',
  int: 'a whole number',
  string: 'text',
  timestamp: 'a time',
  'list<string>': 'a list',
};
