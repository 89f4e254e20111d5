import type { DescriptorFile, SourceSnapshot } from '../../src/catalog/snapshot.ts';

const DOMAINS =
  'payment ledger invoice refund risk fraud identity session cart order stock price search mail push image video route fleet quote claim policy member loyalty report export audit config feature metric trace billing tax account wallet card token vault'.split(
    ' ',
  );
const ROLES =
  'api worker gateway service batch store indexer router scheduler adapter console proxy sync stream cache rules engine portal'.split(
    ' ',
  );
/** Components of one team: an organisation that grows has more teams, not larger ones. */
const OF_A_TEAM = 50;

export const teamsOf = (count: number) => Math.ceil(count / OF_A_TEAM);

/** The n-th name of a large organisation: words people would choose, all different. */
export function nameOf(n: number): string {
  const domain = DOMAINS[n % DOMAINS.length];
  const role = ROLES[Math.floor(n / DOMAINS.length) % ROLES.length];
  const round = Math.floor(n / (DOMAINS.length * ROLES.length));
  return round === 0 ? `${domain}-${role}` : `${domain}-${role}-${round.toString(36)}`;
}

function descriptor(n: number, teams: number): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${nameOf(n)}
  title: ${nameOf(n).replaceAll('-', ' ')}
  description: Serves the ${DOMAINS[n % DOMAINS.length]} needs of team ${n % teams}.
  annotations:
    github.com/project-slug: bench/${nameOf(n)}
    backstage.io/techdocs-ref: dir:.
  labels:
    bench.example/tier: "${(n % 3) + 1}"
  tags:
    - ${DOMAINS[n % DOMAINS.length]}
    - go
  links:
    - url: https://runbooks.bench.example/${nameOf(n)}
      title: Runbook
      type: runbook
spec:
  type: service
  lifecycle: production
  owner: group:default/team-${n % teams}
  system: system-${n % 97}
  dependsOn:
    - component:${nameOf(Math.floor(n / 2))}
    - component:${nameOf(Math.floor(n / 3))}
`;
}

function team(n: number): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-${n}
  annotations:
    slack.com/channel: "#team-${n}"
spec:
  type: team
  children: []
`;
}

/** One source a repository, as GitHub would hand it over, with `count` components and their teams. */
export function benchSnapshots(count: number): SourceSnapshot[] {
  const file = (name: string, text: string): DescriptorFile => ({
    location: `url:https://github.com/bench/${name}/blob/main/catalog-info.yaml`,
    path: 'catalog-info.yaml',
    text,
    commit: null,
  });
  const teams = teamsOf(count);
  const groups = Array.from({ length: teams }, (_, n) => team(n)).join('---\n');
  return [
    { source: 'github:R_teams', files: [file('teams', groups)], derived: [] },
    ...Array.from({ length: count }, (_, n) => ({
      source: `github:R_${n}`,
      files: [file(nameOf(n), descriptor(n, teams))],
      derived: [],
    })),
  ];
}

/** What people would type about such a catalog: exact names, spaces, typos, teams, dependencies, and names nobody knows. */
export function benchQuestions(count: number, questions: number): string[] {
  return Array.from({ length: questions }, (_, i) => {
    const name = nameOf((i * 7919) % count);
    const typo = name.slice(0, 3) + name.slice(4);
    const forms = [
      `who owns ${name}`,
      `who owns ${name.replaceAll('-', ' ')}?`,
      name,
      `owner of ${typo} pls`,
      `what depends on ${name}`,
      `what does ${name} depend on`,
      `what does team-${i % teamsOf(count)} own`,
      `who owns the ${name.replace('-', '')} thing`,
      `who owns quetzal-${i}-flugelhorn`,
      'help',
    ];
    return forms[i % forms.length] ?? 'help';
  });
}
