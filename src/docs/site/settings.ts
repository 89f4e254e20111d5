import { safeUrl } from '../../html.ts';
import type { SiteSettings } from '../site.ts';
import type { SiteConfig } from './config.ts';
import type { SiteAddresses } from './source.ts';

/** Where the files can be seen and edited: where the repository is known to be, else what mkdocs.yml says of it. */
export function settingsOf(config: SiteConfig, addresses: SiteAddresses): SiteSettings {
  const said = config.repositoryUrl === null ? null : safeUrl(config.repositoryUrl);
  const home = said?.startsWith('https:') ? `${said.replace(/(\.git)?\/*$/, '')}/` : null;
  const folder = config.docsDir === '' ? '' : `${config.docsDir}/`;
  return {
    docsDir: config.docsDir,
    configFile: config.file,
    snippetFolders: config.snippetFolders,
    editUrl:
      addresses.editUrl === null
        ? saidEditUrl(config.editUri, home)
        : `${addresses.editUrl}${folder}`,
    sourceUrl:
      addresses.sourceUrl ?? (home?.startsWith('https://github.com/') ? `${home}blob/HEAD/` : null),
    redirects: {},
    copyright: config.copyright,
  };
}

function saidEditUrl(editUri: string | null, home: string | null): string | null {
  if (!editUri) return null;
  const base = home ?? undefined;
  if (!URL.canParse(editUri, base)) return null;
  const url = new URL(editUri, base).href;
  return url.startsWith('https:') ? `${url.replace(/\/*$/, '')}/` : null;
}

/** Where a page can be edited: files outside the docs folder stand at their own place beside it. */
export function editAddress(
  { editUrl, docsDir }: Pick<SiteSettings, 'editUrl' | 'docsDir'>,
  file: string,
): string | null {
  if (editUrl === null) return null;
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  if (docsDir === '') return `${editUrl}${encoded}`;
  if (file.startsWith(`${docsDir}/`)) return `${editUrl}${encoded.slice(docsDir.length + 1)}`;
  const root = editUrl.endsWith(`/${docsDir}/`) ? editUrl.slice(0, -docsDir.length - 1) : null;
  return root === null ? null : `${root}${encoded}`;
}
