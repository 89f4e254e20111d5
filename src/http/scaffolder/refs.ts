import { canonicalRef } from '../../catalog/ref.ts';
import { refuse } from '../errors.ts';

/** The ref of a template as somebody wrote it, or a refusal. */
export function refOfTemplate(said: string): string {
  let ref: string;
  try {
    ref = canonicalRef(said, { kind: 'template' });
  } catch {
    return refuse(400, `"${said.slice(0, 200)}" is not a ref like template:default/go-service.`);
  }
  if (!ref.startsWith('template:')) refuse(400, `${ref.slice(0, 200)} is not a template.`);
  return ref;
}
