import { createHash } from 'node:crypto';

/** All elements of a form go by one action id: their block says which field they are of. */
export const FIELD_ACTION = 'scaffold-field';

/** Some fields are two blocks: of whom a repository is, and its name. */
export type FieldPart = 'owner';

const LONGEST = 200;

/** The block of a field. It comes from the path alone, so that Slack keeps what was typed when the view around it changes. */
export function blockIdOf(path: readonly string[], part?: FieldPart): string {
  const joined = path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const id = joined.length <= LONGEST ? joined : `#${sha(joined)}`;
  return part ? `field:${id}@${part}` : `field:${id}`;
}

/** The box to tick where a warning is to be passed; another warning is another box. */
export function anywayIdOf(path: readonly string[], message: string): string {
  return `anyway:${sha(`${path.join('/')}\n${message}`).slice(0, 24)}`;
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
