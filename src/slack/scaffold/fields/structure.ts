import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import type { Json } from '../../../scaffolder/json.ts';

const Plain = z.json();

export function yamlOf(value: Json): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

/** What was typed as YAML (or JSON, which is YAML too); a sentence where it is none. */
export function readYaml(text: string): { value: Json } | { message: string } {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { message: `That is no YAML: ${error.message.split('\n')[0]}` };
  try {
    const read = Plain.safeParse(document.toJS({ maxAliasCount: 20 }));
    if (read.success) return { value: read.data as Json };
  } catch {
    // Aliases that multiply; nobody types those in a form.
  }
  return { message: 'That is no YAML of plain values.' };
}
