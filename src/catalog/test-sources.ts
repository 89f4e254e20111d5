import type { SourceSnapshot } from './snapshot.ts';

/** A descriptor of one system; `extra`: more lines of its metadata. */
export function system(name: string, owner = 'payments', extra = ''): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: ${name}\n${extra}spec:\n  owner: ${owner}\n`;
}

/** A repository and its files, by path. */
export function repository(name: string, files: Record<string, string | string[]>): SourceSnapshot {
  return {
    source: `github:${name}`,
    derived: [],
    files: Object.entries(files).map(([path, text]) => ({
      location: `url:https://github.com/acme/${name}/blob/main/${path}`,
      path,
      text: [text].flat().join('---\n'),
      commit: `commit of ${name}`,
    })),
  };
}
