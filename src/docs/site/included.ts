import { layOut } from './layout.ts';
import { folderOf } from './paths.ts';
import type { SiteSource } from './source.ts';

/** Settings files that others take in: their pages show there. */
export function includedBy(
  configs: readonly string[],
  { files, read }: Pick<SiteSource, 'files' | 'read'>,
): ReadonlySet<string> {
  const taken = configs
    .filter((path) => /[!*]include\s/.test(read(path) ?? ''))
    .flatMap((path) => {
      const { main, members } = layOut({ root: folderOf(path), kind: 'techdocs', files, read });
      return members.flatMap(({ config }) =>
        config.file === null || config.file === main.config.file ? [] : [config.file],
      );
    });
  return new Set(taken);
}
