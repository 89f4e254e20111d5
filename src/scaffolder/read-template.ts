import type { Entity } from '../catalog/entity.ts';
import { excerpt } from '../catalog/excerpt.ts';
import { nearestWord } from '../catalog/nearest.ts';
import { placeholderIn } from '../catalog/placeholders.ts';
import { canonicalRef, refOf } from '../catalog/ref.ts';
import { didYouMean } from '../catalog/wording.ts';
import { isObject, type Json, type JsonObject, textOr, valueAt } from './json.ts';
import type { LoadedTemplate, TemplateProblem } from './scaffolder.ts';
import type { Step, Template } from './template.ts';

export const APPROVAL = 'callboard.dev/approval';
const SOURCE_LOCATION = 'backstage.io/source-location';

export type Path = readonly (string | number)[];
/** Where something stands in the file; without its text everything stands at the beginning. */
export type Locate = (path: Path, what: 'key' | 'value') => { line: number; column: number };
export const NOWHERE: Locate = () => ({ line: 1, column: 1 });

/** Makes a problem of a sentence and what it is about. */
export type Tell = (path: Path, message: string, what?: 'key' | 'value') => TemplateProblem;

export function teller(locate: Locate): Tell {
  return (path, message, what = 'value') => ({
    message,
    path: path.join('.'),
    ...locate(path, what),
  });
}

/** A template, and where in the file its pages and steps stand: those that cannot be read are left out. */
export type ReadTemplate = LoadedTemplate & {
  pagePaths: readonly Path[];
  stepPaths: readonly Path[];
};

/**
 * The template of an entity of kind Template, and what keeps it from being read. `location` is where its file is, for a template that
 * does not state another source itself.
 */
export function readTemplate(
  entity: Entity,
  { location, locate = NOWHERE }: { location: string; locate?: Locate },
): ReadTemplate {
  const tell = teller(locate);
  const spec = objectOf(entity.spec);
  const { namespace, title, description, tags, annotations } = entity.metadata;
  const problems: TemplateProblem[] = [];
  const notes: TemplateProblem[] = [];
  if (entity.apiVersion !== VERSION)
    problems.push(tell(['apiVersion'], wrongVersion(entity.apiVersion)));
  const { pages, pagePaths, skipped } = readPages(spec['parameters'], tell);
  problems.push(...skipped.problems);
  notes.push(...skipped.notes);
  const { steps, stepPaths, wrong } = readSteps(spec['steps'], tell);
  problems.push(...wrong);
  notes.push(...stepPaths.flatMap((path) => passedOver(valueAt(entity, path), path, tell)));
  if (steps.length === 0 && wrong.length === 0)
    notes.push(tell(['spec', 'steps'], 'There are no steps: the template does nothing.'));
  const approval = approvalOf(annotations?.[APPROVAL], namespace);
  if (approval === null)
    problems.push(
      tell(
        ['metadata', 'annotations', APPROVAL],
        `\`${APPROVAL}\` is "${annotations?.[APPROVAL]}"; allowed: \`owner\`, \`none\`, or the ref of a team or person, like group:default/platform.`,
      ),
    );
  const output = objectOf(spec['output']);
  const { links, text, ...more } = output;
  const secrets = valueAt(spec, ['secrets', 'schema']);
  const labels = valueAt(spec, ['presentation', 'buttonLabels']);
  const template: Template = {
    ref: refOf(entity),
    title: title ?? entity.metadata.name,
    description: description ?? null,
    tags: tags ?? [],
    type: textOr(spec['type'], ''),
    owner: ownerOf(spec['owner'], namespace),
    location: sourceOf(annotations?.[SOURCE_LOCATION]) ?? location,
    pages,
    steps,
    output: { links: objectsIn(links), text: objectsIn(text), more },
    secrets: isObject(secrets) ? secrets : null,
    labels: {
      back: textOr(valueAt(labels, ['backButtonText']), null),
      create: textOr(valueAt(labels, ['createButtonText']), null),
      review: textOr(valueAt(labels, ['reviewButtonText']), null),
    },
    approval: approval ?? { kind: 'none' },
  };
  return { template, problems, notes, pagePaths, stepPaths };
}

const VERSION = 'scaffolder.backstage.io/v1beta3';

/** Why a template of another version is not taken. */
export function wrongVersion(version: string): string {
  return /v1beta2$/.test(version)
    ? `\`${version}\` is the template format before ${VERSION}, with other expressions (\`{{ }}\`), and is not supported; Backstage has a guide for moving to v1beta3: https://backstage.io/docs/features/software-templates/migrating-from-v1beta2-to-v1beta3.`
    : `\`${version}\` is not supported; templates are \`${VERSION}\`.`;
}

type Told = { problems: TemplateProblem[]; notes: TemplateProblem[] };

function readPages(
  parameters: Json | undefined,
  tell: Tell,
): { pages: JsonObject[]; pagePaths: Path[]; skipped: Told } {
  const isList = Array.isArray(parameters);
  const list: readonly Json[] = isList ? parameters : parameters == null ? [] : [parameters];
  const pages: JsonObject[] = [];
  const pagePaths: Path[] = [];
  const skipped: Told = { problems: [], notes: [] };
  for (const [at, page] of list.entries()) {
    const path = isList ? ['spec', 'parameters', at] : ['spec', 'parameters'];
    const placeholder = placeholderIn(page);
    if (placeholder)
      skipped.problems.push(tell(path, unresolved('This page of the form', placeholder)));
    else if (!isObject(page))
      skipped.problems.push(
        tell(path, 'A page of the form is a map: a JSON Schema with `properties`.'),
      );
    else if (page['backstage:featureFlag'] !== undefined) {
      const flag = JSON.stringify(page['backstage:featureFlag']);
      const message = `This page is left out: it is shown only to those who have turned on the feature flag ${flag} in Backstage, and there are no flags here.`;
      skipped.notes.push(tell([...path, 'backstage:featureFlag'], message));
    } else {
      pages.push(page);
      pagePaths.push(path);
    }
  }
  return { pages, pagePaths, skipped };
}

const OF_A_STEP = ['id', 'name', 'action', 'input', 'if', 'each'];

/** What Backstage does not read of a step either. */
function passedOver(step: Json | undefined, path: Path, tell: Tell): TemplateProblem[] {
  return Object.keys(objectOf(step)).flatMap((key) => {
    if (OF_A_STEP.includes(key) || key.startsWith('backstage:')) return [];
    const meant = didYouMean(nearestWord(key, OF_A_STEP));
    return [
      tell([...path, key], `A step has no \`${excerpt(key)}\`, so nobody reads it${meant}`, 'key'),
    ];
  });
}

function readSteps(
  steps: Json | undefined,
  tell: Tell,
): { steps: Step[]; stepPaths: Path[]; wrong: TemplateProblem[] } {
  const read: Step[] = [];
  const stepPaths: Path[] = [];
  const wrong: TemplateProblem[] = [];
  if (!Array.isArray(steps)) {
    const placeholder = placeholderIn(steps);
    const message = placeholder
      ? unresolved('The list of steps', placeholder)
      : '`spec.steps` is not a list of steps.';
    return { steps: [], stepPaths, wrong: [tell(['spec', 'steps'], message)] };
  }
  for (const [at, step] of steps.entries()) {
    const path = ['spec', 'steps', at];
    const placeholder = placeholderIn(step);
    if (placeholder) {
      wrong.push(tell(path, unresolved(`Step ${at + 1}`, placeholder)));
      continue;
    }
    const action = valueAt(step, ['action']);
    if (!isObject(step) || typeof action !== 'string' || action.trim() === '') {
      wrong.push(
        tell(path, `Step ${at + 1} names no action; write e.g. \`action: fetch:template\`.`),
      );
      continue;
    }
    const input = step['input'];
    const held = placeholderIn(input);
    if (held) wrong.push(tell([...path, 'input'], unresolved(`The input of step ${at + 1}`, held)));
    stepPaths.push(path);
    read.push({
      id: textOr(step['id'], '') || `step-${at + 1}`,
      name: textOr(step['name'], '') || action,
      action,
      input: objectOf(input),
      if: typeof step['if'] === 'string' || typeof step['if'] === 'boolean' ? step['if'] : null,
      each: eachOf(step['each']),
    });
  }
  return { steps: read, stepPaths, wrong };
}

function unresolved(what: string, { as, target }: { as: string; target: string }): string {
  return `${what} stands in another file, \`${as}: ${target}\`, which could not be read; put the file where the address leads, or write it here.`;
}

function eachOf(each: Json | undefined): Step['each'] {
  if (typeof each === 'string' || isObject(each)) return each;
  return Array.isArray(each) ? each : null;
}

function ownerOf(owner: Json | undefined, namespace: string | undefined): string | null {
  try {
    return typeof owner === 'string' && owner.trim() !== ''
      ? canonicalRef(owner, { kind: 'group', namespace: namespace || 'default' })
      : null;
  } catch {
    // What cannot be read as a ref names nobody; the catalog tells that as a problem of the entity.
    return null;
  }
}

/** A file of a repository may say where else on the web its skeleton is, and never where on this machine. */
function sourceOf(stated: string | undefined): string | null {
  return stated !== undefined && /^url:https?:\/\//.test(stated) ? stated : null;
}

/** Null for what is none of the three. */
function approvalOf(
  said: string | undefined,
  namespace: string | undefined,
): Template['approval'] | null {
  const text = said?.trim() ?? '';
  if (text === '' || text === 'none' || text === 'false') return { kind: 'none' };
  if (text === 'owner') return { kind: 'owner' };
  try {
    const ref = canonicalRef(text, { kind: 'group', namespace: namespace || 'default' });
    return /\s/.test(ref) ? null : { kind: 'entity', ref };
  } catch {
    return null;
  }
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
