import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parse } from 'yaml';
import { rootFolder } from '../../src/root.ts';
import { renderTexts, renderValue } from '../../src/scaffolder/expressions/render.ts';
import type { Json, JsonObject } from '../../src/scaffolder/json.ts';

export const TEMPLATES = join(rootFolder(), 'templates');

/** The folders that make a new repository, each with its skeleton. */
export const GOLDEN_PATHS = [
  'docs-site',
  'go-service',
  'kafka-consumer',
  'node-service',
  'python-service',
  'react-app',
  'terraform-module',
] as const;

export const SENSIBLE: JsonObject = {
  name: 'refund-listener',
  description: 'Tells merchants when a refund has reached their bank.',
  owner: 'group:default/payments-platform',
  repoUrl: 'github.com?owner=acme&repo=refund-listener',
  system: 'system:default/card-acquiring',
  lifecycle: 'production',
  tier: '1',
  topic: 'payments.captured.v1',
  api: 'api:default/payments.captured.v1',
  provider: 'aws',
};

type Spec = {
  parameters: JsonObject[];
  steps: { id: string; action: string; input: JsonObject }[];
};

export function specOf(template: string): Spec {
  return parse(readFileSync(join(TEMPLATES, template, 'template.yaml'), 'utf8')).spec;
}

/** What `fetch:template` makes of the skeleton: path to text. `team` is the owner's annotation in the catalog. */
export function make(
  template: string,
  more: JsonObject = {},
  annotations: JsonObject = {},
): Map<string, string> {
  const step = specOf(template).steps.find(({ action }) => action === 'fetch:template');
  const owner = { output: { entity: { metadata: { annotations } } } };
  const context = { parameters: { ...SENSIBLE, ...more }, steps: { owner } };
  const { value, problems } = renderValue(step?.input ?? null, { context });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const { values } = value as { values: Json };
  const skeleton = join(TEMPLATES, template, 'skeleton');
  const made = new Map<string, string>();
  for (const file of readdirSync(skeleton, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = relative(skeleton, join(file.parentPath, file.name));
    const text = readFileSync(join(skeleton, path), 'utf8');
    made.set(path.replace(/\.njk$/, ''), path.endsWith('.njk') ? rendered(text, values) : text);
  }
  return made;
}

function rendered(text: string, values: Json): string {
  const result = renderTexts([text], { context: { values }, options: {} });
  if (result.kind === 'broken') throw new Error(result.reason);
  return result.texts[0] ?? '';
}

export async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
