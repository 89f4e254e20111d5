import { z } from 'zod';
import { isMap } from '../../catalog/findings.ts';
import type { Problem } from '../../catalog/problem.ts';
import { inTicks } from '../../catalog/wording.ts';
import type { YamlDocument } from '../../catalog/yaml.ts';
import type { FactSpec, FactTable } from '../fact.ts';
import { WrittenFact } from '../scorecard.ts';
import { type Form, formProblems } from '../scorecard-problems.ts';

const WrittenFacts = z.strictObject({
  kind: z.literal('Facts').optional(),
  facts: z.array(WrittenFact).min(1).max(200),
});

const FACTS: Form = {
  nameOf: (path) =>
    path.length === 0
      ? 'a list of declared facts'
      : path.length === 2
        ? 'a declared fact'
        : inTicks(path),
  fieldsAt: (path) => Object.keys(path.length === 0 ? WrittenFacts.shape : WrittenFact.shape),
  madeOf: 'a map with facts',
};

/** A document that holds nothing but declared facts. */
export function factsProblems(document: YamlDocument): Problem[] {
  const form = WrittenFacts.safeParse(document.value);
  return form.success ? [] : formProblems(form.error, document, FACTS);
}

/**
 * The facts that a document declares, as far as they can be read; what is wrong with them otherwise is told with the document. One that is
 * declared already, here or by us, is a problem: two rules would mean different things by one name.
 */
export function declaredFacts(
  { value, locate }: YamlDocument,
  known: FactTable,
): { facts: FactSpec[]; problems: Problem[] } {
  const written = isMap(value) && Array.isArray(value['facts']) ? value['facts'] : [];
  const facts = new Map<string, FactSpec>();
  const problems: Problem[] = [];
  for (const [index, one] of written.entries()) {
    const read = WrittenFact.safeParse(one);
    if (!read.success) continue;
    const { name, type, title, source = 'posted by other tools', usableForDays = null } = read.data;
    const other = known.get(name) ?? facts.get(name);
    if (other && !isSame(other, { name, type, title, source, usableForDays })) {
      const message = `There is a fact \`${name}\` already (${other.title}, ${other.type}); choose another name, or leave this out.`;
      const path = ['facts', index, 'name'];
      problems.push({ message, ...locate(path, 'value'), path: path.join('.') });
    } else facts.set(name, { name, type, title, source, usableForDays });
  }
  return { facts: [...facts.values()], problems };
}

/** The same words in two files are one fact. */
function isSame(one: FactSpec, other: FactSpec): boolean {
  return one.type === other.type && one.title === other.title && one.source === other.source;
}
