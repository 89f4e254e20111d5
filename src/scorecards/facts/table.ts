import type { FactTable } from '../fact.ts';
import { ACTIVITY, ALERTS } from './activity.ts';
import { CI_FILE, CI_STATE } from './ci.ts';
import { CODEOWNERS } from './codeowners.ts';
import type { FactFile } from './define.ts';
import { DEPLOYED } from './deployed.ts';
import { DESCRIPTOR } from './descriptor.ts';
import { DOCKERFILES } from './dockerfile.ts';
import { DOC_PAGES, DOCS } from './docs.ts';
import { LINKED } from './links.ts';
import { ON_CALL_ROTA } from './on-call.ts';
import { PRESENT } from './present.ts';
import { RUNTIME } from './runtime.ts';
import { SECRET_FILES } from './secrets.ts';
import { SETTINGS } from './settings.ts';

/** What can be read of an entity; a new fact is a file beside this one and a line here. */
export const FACT_FILES: readonly FactFile[] = [
  // What the descriptor says.
  DESCRIPTOR,
  LINKED,
  ON_CALL_ROTA,
  // What lies in the repository.
  DOCS,
  DOC_PAGES,
  PRESENT,
  CODEOWNERS,
  CI_FILE,
  DOCKERFILES,
  RUNTIME,
  SECRET_FILES,
  // How the repository is set up, and how it is doing.
  SETTINGS,
  CI_STATE,
  ALERTS,
  ACTIVITY,
  DEPLOYED,
];

/** Every fact that is read here. */
export const FACTS: FactTable = new Map(
  FACT_FILES.flatMap(({ facts }) => facts.map((spec) => [spec.name, spec] as const)),
);
