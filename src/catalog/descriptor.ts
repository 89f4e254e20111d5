import { findProblems } from './check.ts';
import type { Entity, Relation } from './entity.ts';
import { excerpt } from './excerpt.ts';
import { isMap } from './findings.ts';
import { type ForeignKinds, NO_FOREIGN_KINDS } from './foreign-kinds.ts';
import { normalizeEntity } from './normalize.ts';
import { fillIn, type IncludedFiles, mayHoldPlaceholders } from './placeholders.ts';
import type { Problem } from './problem.ts';
import { canonicalRef, refOf } from './ref.ts';
import { relationsOf } from './relations.ts';
import { findWarnings, furtherSlips, type UnreadTargets } from './warnings.ts';
import { lowerFirst } from './wording.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

/** One document of a descriptor file. `entity` is null unless it is valid; its relations are those it states itself. */
export type ParsedDocument = {
  /** Which document of the file, from 0. */
  position: number;
  kind: string | null;
  /** Null where not even apiVersion, kind and name can be read. */
  ref: string | null;
  entity: Entity | null;
  isValid: boolean;
  /** At least one where the document is not valid; warnings alone leave it valid. */
  problems: Problem[];
  relations: Relation[];
  /** The ref it names as its owner, also where it is not valid; null where nobody can tell. */
  owner: string | null;
};

/** What has to be known beside the text. */
export type Surroundings = {
  /** Kinds that are kept although they are not Backstage's. */
  kinds?: ForeignKinds | undefined;
  /** The files that `placeholdersOf` names; absent where nobody can read them, and what they stand for is then not judged. */
  included?: IncludedFiles | undefined;
  /** Targets of Locations that lead to nothing, as they are written. */
  unread?: UnreadTargets | undefined;
};

/** Far beyond the largest descriptor seen (2.8 MB of test data); a file above it is a mistake, and reading it blocks everything. */
export const MAX_DESCRIPTOR_BYTES = 4 * 1024 * 1024;

/** The largest file of test data seen has 10,326. */
const MAX_DOCUMENTS = 20_000;

/**
 * Reads the entities of a YAML file, each document for itself: one that is wrong says so with line and column and leaves the
 * others as they are. Empty documents are passed over. Never throws for what the text holds.
 */
export function parseDescriptor(text: string, around: Surroundings = {}): ParsedDocument[] {
  if (NO_TEXT.test(text)) return [noText()];
  const bytes = Buffer.byteLength(text);
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  if (bytes > MAX_DESCRIPTOR_BYTES)
    return [tooLarge(`The file has ${megabytes} MB; descriptors are read up to 4 MB.`)];
  const count = text.match(/^(?:---|\.\.\.)/gm)?.length ?? 0;
  if (count > MAX_DOCUMENTS)
    return [
      tooLarge(`The file has ${count} documents; descriptors are read up to ${MAX_DOCUMENTS}.`),
    ];
  const mayFillIn = mayHoldPlaceholders(text);
  const documents: ParsedDocument[] = [];
  for (const document of readYaml(text))
    if (document.error !== null || document.value !== null)
      documents.push(parseDocument(document, { mayFillIn, around }));
  return documents;
}

function parseDocument(
  document: YamlDocument,
  { mayFillIn, around }: { mayFillIn: boolean; around: Surroundings },
): ParsedDocument {
  const { position, error, locate } = document;
  if (error) {
    const { line, column } = error;
    const why = withoutFullStop(error.message);
    // What the reader itself will not take begins with "It"; the rest is what the parser says of the text.
    const message = /^It /.test(why)
      ? `This document cannot be read: ${lowerFirst(why)}.`
      : `This is not valid YAML: ${why}.${templateHint(document.text)}`;
    return unreadable(position, { message, line, column, path: '' });
  }
  const { kinds = NO_FOREIGN_KINDS, included } = around;
  const { value, open, findings } = mayFillIn
    ? fillIn(document.value, included)
    : { value: document.value, ...NOTHING_OPEN };
  const problems = findProblems(value, { locate, kinds, open, findings });
  const ref = refIn(value);
  const kind = isMap(value) && typeof value['kind'] === 'string' ? value['kind'] : null;
  const owner = ownerIn(value);
  if (problems.length > 0 || ref === null)
    return {
      position,
      kind,
      ref,
      entity: null,
      isValid: false,
      problems: inOrder([...problems, ...furtherSlips(value, { locate, problems })]),
      relations: [],
      owner,
    };
  const entity = normalizeEntity(value as Entity);
  return {
    position,
    kind,
    ref,
    entity,
    isValid: true,
    problems: findWarnings(entity, { locate, unread: around.unread }),
    relations: relationsOf(entity),
    owner,
  };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

const NOTHING_OPEN = { open: new Set<unknown>(), findings: [] };

/** Binary data, and texts in other encodings read as UTF-8, begin like nothing that anybody writes. */
const NO_TEXT = /^(?:\ufffd\ufffd|.?\0)/s;

function noText(): ParsedDocument {
  const message = 'This is not text in UTF-8; save the file as UTF-8.';
  return unreadable(0, { message, line: 1, column: 1, path: '' });
}

function tooLarge(sentence: string): ParsedDocument {
  const message = `${sentence} Split it into several files.`;
  return unreadable(0, { message, line: 1, column: 1, path: '' });
}

function unreadable(position: number, problem: Problem): ParsedDocument {
  return {
    position,
    kind: null,
    ref: null,
    entity: null,
    isValid: false,
    problems: [problem],
    relations: [],
    owner: null,
  };
}

/** The ref of a document as far as it can be read, whether or not the rest of it is valid. */
export function refIn(value: unknown): string | null {
  if (!isMap(value) || !isMap(value['metadata'])) return null;
  const apiVersion = textOr(value['apiVersion'], '');
  const kind = textOr(value['kind'], '');
  const name = textOr(value['metadata']['name'], '');
  if (!apiVersion || !kind || !name) return null;
  const namespace = textOr(value['metadata']['namespace'], 'default');
  return refOf({ kind, metadata: { name, namespace } });
}

/** Whom a document names as owner, read as a relation would be: a bare name is a Group of its own namespace. */
function ownerIn(value: unknown): string | null {
  if (!isMap(value) || !isMap(value['spec'])) return null;
  const owner = textOr(value['spec']['owner'], '');
  const metadata = isMap(value['metadata']) ? value['metadata'] : {};
  const namespace = textOr(metadata['namespace'], 'default');
  try {
    return owner === '' ? null : canonicalRef(owner, { kind: 'group', namespace });
  } catch {
    // What cannot be read as a ref names nobody.
    return null;
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function withoutFullStop(message: string): string {
  return excerpt(message, 200).replace(/[.\s]+$/, '');
}

/** Skeletons of templates are met beside descriptors, and their errors are about something else. */
function templateHint(text: string): string {
  return /\{%|\{\{/.test(text)
    ? ' It holds template marks (`{{ }}` or `{% %}`): is it the skeleton of a template?'
    : '';
}
