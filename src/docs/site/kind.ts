import type { PageKind, ParsedPage } from '../page.ts';
import { below, isIndex, nameOf } from './paths.ts';
import type { SiteSource } from './source.ts';

const ADR_FOLDER =
  /(^|\/)(adrs?|decisions?|decision-?(records?|logs?)|architecture-decisions?(-records?)?)\//i;
const RUNBOOK = /(^|[-_\s/])(run-?books?|play-?books?)($|[-_.\s/])/i;

/** What sort of page it is, by what entities name it, where it stands, its title and what it says of itself. */
export function kindOf(
  file: string,
  { title, meta }: Pick<ParsedPage, 'title' | 'meta'>,
  { adrFolders = [], runbooks = [] }: Pick<SiteSource, 'adrFolders' | 'runbooks'> = {},
): PageKind {
  if (runbooks.includes(file)) return 'runbook';
  const name = nameOf(file);
  const tags = (meta.tags ?? []).map((tag) => tag.toLowerCase());
  if (tags.includes('runbook') || /\b(run|play)book\b/i.test(title ?? '')) return 'runbook';
  const isInAdrs =
    ADR_FOLDER.test(file) || adrFolders.some((folder) => below(folder, file) !== null);
  const isAdr = /^(adr[-_ ]?)\d+/i.test(name) || /^adr[-\s_]?\d+/i.test(title ?? '');
  if (isAdr || tags.includes('adr') || (isInAdrs && !isList(file) && !/template/i.test(name)))
    return 'adr';
  if (RUNBOOK.test(file.replace(/\.[a-z]+$/i, '.')) && !isList(file)) return 'runbook';
  return /^readme\./i.test(name) && !file.includes('/') ? 'readme' : 'page';
}

/** The first page of a folder of records tells of them and is none. */
function isList(file: string): boolean {
  return isIndex(file);
}
