import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCodeowners } from '../src/catalog/codeowners.ts';
import { type ParsedDocument, parseDescriptor } from '../src/catalog/descriptor.ts';

/** A folder of public files with the verdicts of Backstage's own parser in `descriptors/verdicts.jsonl`, one document a line. */
const corpus = process.env['CALLBOARD_CORPUS'] ?? '';
const isThere = existsSync(corpus);
if (!isThere)
  process.stderr.write('CALLBOARD_CORPUS names no folder: no comparison with Backstage.\n');

type Verdict = {
  file: string;
  doc: number;
  /** Null for an empty document. */
  ok: boolean | null;
  kind?: string;
  entityRef?: string;
  relations?: [type: string, targetRef: string][];
  /** Another file is part of the document. */
  placeholders?: unknown;
  stage?: string;
  error?: string;
};

function readVerdicts(): Map<string, Verdict[]> {
  if (!isThere) return new Map();
  const lines = readFileSync(`${corpus}/descriptors/verdicts.jsonl`, 'utf8').trim().split('\n');
  const verdicts = lines.map((line) => JSON.parse(line) as Verdict);
  return Map.groupBy(verdicts, (verdict) => verdict.file);
}

/** Backstage takes these with modules that have to be installed; Callboard always does. */
function isOurs({ kind, error }: Verdict): boolean {
  return kind === 'AiResource' || (kind === 'API' && /'definition'/.test(error ?? ''));
}

function theirs(verdict: Verdict): object | undefined {
  if (verdict.ok === null) return undefined;
  const relations = (verdict.relations ?? []).map((relation) => relation.join(' '));
  return {
    isValid: verdict.ok,
    ref: verdict.entityRef ?? null,
    relations: verdict.ok ? relations.sort() : [],
  };
}

function ours(document: ParsedDocument | undefined): object | undefined {
  if (!document) return undefined;
  const { isValid, ref } = document;
  const relations = document.relations.map(({ type, targetRef }) => `${type} ${targetRef}`);
  return { isValid, ref, relations: relations.sort() };
}

describe.skipIf(!isThere)('public descriptors', () => {
  const verdicts = readVerdicts();
  const textOf = (file: string) => readFileSync(`${corpus}/descriptors/${file}`, 'utf8');

  it.each([...verdicts.keys()])('judges %s as Backstage does', (file) => {
    const documents = new Map(parseDescriptor(textOf(file)).map((one) => [one.position, one]));
    for (const verdict of verdicts.get(file) ?? []) {
      if (verdict.placeholders || verdict.stage === 'placeholder' || isOurs(verdict)) continue;
      expect(ours(documents.get(verdict.doc)), `document ${verdict.doc}`).toEqual(theirs(verdict));
    }
  });

  it('points at a place in the file for every problem', () => {
    for (const file of verdicts.keys()) {
      const text = textOf(file);
      const last = text.split('\n').length;
      const lines = parseDescriptor(text).flatMap(({ problems }) => problems.map((p) => p.line));
      expect(lines.filter((line) => line < 1 || line > last)).toEqual([]);
    }
  });
});

describe.skipIf(!isThere)('public CODEOWNERS files', () => {
  const files = isThere
    ? readdirSync(`${corpus}/codeowners`).filter((file) => !file.endsWith('.jsonl'))
    : [];

  it.each(files)('reads %s', (file) => {
    const rules = parseCodeowners(readFileSync(`${corpus}/codeowners/${file}`, 'utf8'));
    expect(rules.every(({ line }) => line > 0)).toBe(true);
  });
});
