import { stringify } from 'yaml';
import { readYaml as readDocuments } from '../../../catalog/yaml.ts';
import type { Json } from '../../../scaffolder/json.ts';

export function yamlOf(value: Json): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

/** What was typed as YAML (or JSON, which is YAML too), read as descriptors are; a sentence where it is none. */
export function readYaml(text: string): { value: Json } | { message: string } {
  const [document, more] = readDocuments(text);
  if (more) return { message: 'That is more than one document of YAML.' };
  if (document?.error) return { message: `That is no YAML: ${document.error.message}` };
  // Dates and the like become the texts that they were.
  return { value: JSON.parse(JSON.stringify(document?.value ?? null)) as Json };
}
