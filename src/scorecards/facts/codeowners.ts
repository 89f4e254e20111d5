import { ruleOfPath } from '../../catalog/code-paths.ts';
import { CODEOWNERS_PATHS, readCodeowners } from '../../catalog/codeowners.ts';
import type { OwnerDirectory } from '../../catalog/owner-directory.ts';
import { parseRef } from '../../catalog/ref.ts';
import { type Fact, known, unknown } from '../fact.ts';
import { absent, type Checkout } from './checkout.ts';
import { defineFacts, OF_FILES } from './define.ts';

/** Whether CODEOWNERS is there, GitHub takes every line of it, and whom it asks for the entity's folder is the entity's owner. */
export const CODEOWNERS = defineFacts({
  restsOn: 'files',
  facts: {
    hasCodeowners: { type: 'bool', title: 'Has a CODEOWNERS file', ...OF_FILES },
    isCodeownersValid: { type: 'bool', title: 'GitHub can read all of CODEOWNERS', ...OF_FILES },
    codeownersNamesOwner: { type: 'bool', title: 'CODEOWNERS names the owner', ...OF_FILES },
  },
  read: codeownersFacts,
});

function codeownersFacts(checkout: Checkout) {
  const { files, folder, relations, directory, seenAt } = checkout;
  const path = CODEOWNERS_PATHS.find((place) => files.paths.includes(place));
  if (path === undefined) {
    // It counts for the whole repository, wherever the entity stands in it.
    const nothing = absent({ ...checkout, folder: '' }, 'near');
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
    isCodeownersValid: known(
      problems.length === 0 && rules.length > 0 && !isRefused(checkout),
      seen,
    ),
    codeownersNamesOwner: namesOwner(rule?.owners ?? [], { owner, directory, seen }),
  };
}

/** GitHub knows more than the text tells: whether those it names are there and may write. */
function isRefused({ around: { repository } }: Checkout): boolean {
  return (repository?.health.codeownersErrors?.length ?? 0) > 0;
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
