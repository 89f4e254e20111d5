import { startGitHub, type TestGitHub } from '../../demo/github/test-github.ts';
import { createLog } from '../../log.ts';
import type { RepositoryHost } from '../../scaffolder/repository-host.ts';
import type { WorkspaceFile } from '../../scaffolder/workspace/workspace.ts';
import { createRepositoryHost } from './host.ts';

/** A GitHub with a person, a team and one repository, and the host that templates would use. */
export function startHost(token = 'ghp_demo') {
  const github = startGitHub({
    members: [{ login: 'ana', name: 'Ana' }],
    teams: [{ slug: 'money', name: 'Money', repositories: { ledger: 'WRITE' } }],
    repositories: [{ name: 'ledger', files: { 'README.md': '# Ledger\n', 'old.txt': 'old\n' } }],
  });
  return { github, host: hostOf(github, token), waits: [] as number[] };
}

export function hostOf(
  github: TestGitHub,
  token = 'ghp_demo',
  waits: number[] = [],
): RepositoryHost {
  return createRepositoryHost({
    organization: 'marlinpay',
    auth: { token },
    apiUrl: 'https://api.github.com',
    fetch: github.fetch,
    log: createLog('silent'),
    now: () => github.clock.now,
    wait: async (ms) => {
      waits.push(ms);
      github.clock.now = new Date(github.clock.now.getTime() + ms);
    },
  });
}

export function text(content: string): WorkspaceFile {
  return { bytes: Buffer.from(content), isExecutable: false };
}

/** The calls that changed something, as `POST /repos/…`. */
export function writesOf(github: TestGitHub): string[] {
  return github.calls.list().flatMap(({ name }) => (name.startsWith('GET') ? [] : name));
}

/** At the writing call of that number nothing comes back any more: GitHub has done it, or has not heard of it. */
export function dyingAt(
  fetch: typeof globalThis.fetch,
  { crash, isDone }: { crash: number; isDone: boolean },
): typeof globalThis.fetch {
  let writes = 0;
  return async (input, init) => {
    const { method } = new Request(input, init);
    const isWrite = method !== 'GET';
    if (isWrite) writes += 1;
    const isNow = isWrite && writes === crash;
    if (writes < crash) return fetch(input, init);
    if (isNow && isDone) await fetch(input, init);
    throw new TypeError('fetch failed');
  };
}
