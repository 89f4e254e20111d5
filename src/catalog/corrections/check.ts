import { parseRef, shortRef } from '../ref.ts';
import type { CatalogView } from '../search.ts';
import { fieldsOf, lifecyclesIn } from './correctable.ts';
import { type Correction, linkParts } from './correction.ts';

/** What is wrong with a correction before anybody looks at the file: a sentence; null where nothing is. */
export type Check = { part: 'field' | 'value' | 'was'; message: string } | null;

const LONGEST_ALIAS = 60;
const LONGEST_URL = 500;
/** What nobody sees, and what turns the direction of what is read. */
const ODD = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Whether the catalog could say so at all: owners exist, links are https, a thing does not depend on itself. */
export function checkCorrection(view: CatalogView, correction: Correction): Check {
  const { ref, field, value, was } = correction;
  const entry = view.get(ref);
  if (!entry) return { part: 'field', message: 'It is not in the catalog any more.' };
  const { kind } = entry;
  const wrong = (message: string): Check => ({ part: 'value', message });
  if (!fieldsOf(kind).includes(field))
    return {
      part: 'field',
      message: `${kindWords(kind)} has no ${FIELD_WORDS[field]} of its own.`,
    };
  switch (field) {
    case 'owner':
      return checkOwner(view, correction);
    case 'lifecycle':
      return checkLifecycle(view, value);
    case 'on-call':
      if (value === '') return was ? null : wrong('Say which service or schedule it is.');
      return /^(?:[\w.-]+\/[\w.-]+=)?[\w.:@/-]{2,100}$/.test(value)
        ? null
        : wrong('That is no id of a service or schedule: letters, digits and . : - _ only.');
    case 'link':
      return checkLink(correction);
    case 'dependency':
      return checkDependency(view, correction);
    case 'alias':
      return checkAlias(view, correction);
  }
}

const FIELD_WORDS: Record<Correction['field'], string> = {
  owner: 'owner',
  'on-call': 'on-call schedule',
  link: 'links',
  lifecycle: 'lifecycle',
  dependency: 'dependencies',
  alias: 'other names',
};

function kindWords(kind: string): string {
  return kind === 'group' ? 'A team' : kind === 'user' ? 'A person' : `A ${kind}`;
}

function checkOwner(view: CatalogView, { ref, value }: Correction): Check {
  const owner = value === '' ? null : view.get(value);
  if (!owner || (owner.kind !== 'group' && owner.kind !== 'user'))
    return { part: 'value', message: 'Say which team or person of the catalog owns it.' };
  if (view.out(ref, 'ownedBy').includes(owner.ref))
    return { part: 'value', message: `${owner.title ?? owner.name} owns it already.` };
  return null;
}

function checkLifecycle(view: CatalogView, value: string): Check {
  const used = lifecyclesIn(view);
  if (used.includes(value.toLowerCase())) return null;
  const known = used.slice(0, 8).join(', ');
  return { part: 'value', message: `That is none of the words in use here: ${known}.` };
}

function checkLink({ value, was }: Correction): Check {
  if (value === '') return was ? null : { part: 'value', message: 'Say the address: https://…' };
  const { url, title } = linkParts(value);
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:')
    return { part: 'value', message: 'That is no https:// address.' };
  if (parsed.username || parsed.password)
    return { part: 'value', message: 'An address in the catalog holds no password.' };
  if (
    url.length > LONGEST_URL ||
    (title ?? '').length > 100 ||
    ODD.test(value) ||
    /[<>"]/.test(value)
  )
    return {
      part: 'value',
      message: 'The address or its title is too long, or holds odd characters.',
    };
  return null;
}

function checkDependency(view: CatalogView, { ref, value, was }: Correction): Check {
  const now = [...view.out(ref, 'dependsOn'), ...view.out(ref, 'consumesApi')];
  if (value === '')
    return was && now.includes(was)
      ? null
      : { part: 'was', message: 'It does not depend on that, as far as the catalog knows.' };
  const target = view.get(value);
  if (!target) return { part: 'value', message: 'That is not in the catalog.' };
  if (value === ref) return { part: 'value', message: 'Nothing depends on itself.' };
  if (!['component', 'resource', 'api'].includes(target.kind))
    return { part: 'value', message: 'A dependency is a component, a resource or an API.' };
  if (now.includes(value)) return { part: 'value', message: 'It depends on that already.' };
  return null;
}

function checkAlias(view: CatalogView, { ref, value, was }: Correction): Check {
  if (value === '') return was ? null : { part: 'value', message: 'Say the name.' };
  if (value.length < 2 || value.length > LONGEST_ALIAS)
    return { part: 'value', message: `A name has 2 to ${LONGEST_ALIAS} characters.` };
  if (ODD.test(value) || /[,<>]/.test(value) || !/[\p{L}\p{N}]/u.test(value))
    return {
      part: 'value',
      message: 'A name has no comma, no < or > and nothing invisible, and a letter or digit.',
    };
  const called = view
    .find(value, { depth: 'exact', limit: 5, except: ['location'] })
    .filter(({ match }) => match === 'exact')
    .map(({ entry }) => entry);
  if (called.some((one) => one.ref === ref))
    return { part: 'value', message: 'It is called that already.' };
  const other = called[0];
  if (!other) return null;
  const { kind } = parseRef(other.ref, { kind: 'component' });
  return {
    part: 'value',
    message: `That is the name of ${other.title ?? shortRef(other.ref)} (${kind}).`,
  };
}
