import { ruleOfPath } from '../../catalog/code-paths.ts';
import { CODEOWNERS_PATHS, readCodeowners } from '../../catalog/codeowners.ts';
import type { OwnerDirectory } from '../../catalog/owner-directory.ts';
import { parseRef } from '../../catalog/ref.ts';
import { type Fact, type Facts, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';

/** Whether CODEOWNERS is there, GitHub takes every line of it, and whom it asks for the entity's folder is the entity's owner. */
export function codeownersFacts(checkout: Checkout): Facts {
  const { files, folder, relations, directory, seenAt } = checkout;
  const path = CODEOWNERS_PATHS.find((place) => files.paths.includes(place));
  if (path === undefined) {
    const nothing = known(false, seenAt(''));
    return { hasCodeowners: nothing, isCodeownersValid: nothing, codeownersNamesOwner: nothing };
  }
  const seen = seenAt(path);
  const hasCodeowners = known(true, seen);
  const text = files.text(path);
  if (text === null) {
    const unread = unknown(`${path} could not be read`);
    return { hasCodeowners, isCodeownersValid: unread, codeownersNamesOwner: unread };
  }
  const { rules, problems } = readCodeowners(text);
  const { rule } = ruleOfPath(rules, { path: folder, sort: 'folder' });
  const owner = relations.find(({ type }) => type === 'ownedBy')?.targetRef ?? null;
  return {
    hasCodeowners,
    isCodeownersValid: known(problems.length === 0 && rules.length > 0, seen),
    codeownersNamesOwner: namesOwner(rule?.owners ?? [], { owner, directory, seen }),
  };
}

function namesOwner(
  handles: readonly string[],
  {
    owner,
    directory,
    seen,
  }: {
    owner: string | null;
    directory: OwnerDirectory | null;
    seen: ReturnType<Checkout['seenAt']>;
  },
): Fact {
  if (owner === null || handles.length === 0) return known(false, seen);
  const isNamed = handles.some((handle) => {
    const ref = directory?.refOfHandle(handle) ?? null;
    if (ref === null) return hasSameName(handle, owner);
    return (
      ref === owner ||
      (directory?.isWithin(ref, owner) ?? false) ||
      (directory?.isWithin(owner, ref) ?? false)
    );
  });
  if (isNamed || directory !== null) return known(isNamed, seen);
  // Teams are often called otherwise on GitHub; without a catalog nobody can say that they are not the same.
  return unknown(`whether ${handles.join(' and ')} is ${owner}, only a catalog knows`);
}

/** `@acme/payments` is most likely `group:default/payments`, and `@ana` is `user:default/ana`. */
function hasSameName(handle: string, owner: string): boolean {
  const { kind, name } = parseRef(owner);
  const slug = /^@[^/]+\/(.+)$/.exec(handle)?.[1];
  const written = kind === 'group' ? slug : /^@([^/]+)$/.exec(handle)?.[1];
  return written?.toLowerCase().replaceAll('.', '-') === name.replaceAll('.', '-');
}
