import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ParsedDocument, parseDescriptor } from '../src/catalog/descriptor.ts';
import type { Entity } from '../src/catalog/entity.ts';
import { refOf } from '../src/catalog/ref.ts';
import { readOrganisation } from '../src/demo/github/organisation.ts';
import { readSeed } from '../src/demo/slack/seed.ts';

const folder = fileURLToPath(new URL('../fixtures/marlin-pay', import.meta.url));
const organisation = readOrganisation(folder);
const slack = readSeed(`${folder}/slack.yaml`);

type Found = ParsedDocument & { repository: string; path: string };
const documents = organisation.repositories.flatMap(({ name, files }) =>
  Object.entries(files)
    .filter(([path]) => isDescriptor(name, path))
    .flatMap(([path, text]) =>
      parseDescriptor(String(text)).map(
        (document): Found => ({ ...document, repository: name, path }),
      ),
    ),
);
const real = documents.filter(({ repository }) => repository !== 'sandbox-playground');
const entities = real.flatMap(({ entity }) => (entity ? [entity] : []));

describe('the descriptors of Marlin Pay', () => {
  it('are all valid, but for the one of the playground that is wrong on purpose', () => {
    const wrong = documents.filter(({ isValid }) => !isValid);
    expect(wrong.map(({ repository, path, ref }) => `${repository}/${path} ${ref}`)).toEqual([
      'sandbox-playground/catalog-info.yaml component:default/playground-echo',
    ]);
    expect(wrong[0]?.problems[0]?.message).toMatch(/owner/);
  });

  it.each([
    ['Component', 38],
    ['API', 14],
    ['Resource', 9],
    ['System', 10],
    ['Domain', 4],
    ['Group', 14],
    ['User', 47],
    ['Template', 6],
    ['Location', 2],
  ])('hold every %s of the organisation: %i', (kind, count) => {
    expect(entities.filter((entity) => entity.kind === kind)).toHaveLength(count);
  });

  it('say each thing once, but for the copy in the playground, which sorts after the real one', () => {
    const places = Map.groupBy(
      documents.filter(({ isValid }) => isValid),
      ({ ref }) => ref ?? '',
    );
    const twice = [...places].filter(([, found]) => found.length > 1);
    expect(
      twice.map(([ref, found]) => [ref, found.map(({ repository }) => repository).sort()]),
    ).toEqual([
      ['component:default/clickstream-collector', ['clickstream-collector', 'sandbox-playground']],
    ]);
  });

  it('point only to what exists, but for the owner of the two orphans', () => {
    const known = new Set(entities.map(refOf));
    const dangling = real.flatMap(({ ref, relations }) =>
      relations
        .filter(({ targetRef }) => !known.has(targetRef))
        .map(({ targetRef }) => `${ref} ${targetRef}`),
    );
    expect(dangling.sort()).toEqual([
      'component:default/backoffice-scripts group:default/support-tools',
      'component:default/legacy-billing group:default/support-tools',
    ]);
  });

  it('give the eight services of tier 1 and the three things in PCI scope', () => {
    const labelled = (label: string, value: string): string[] =>
      entities
        .filter(({ metadata }) => metadata.labels?.[`marlinpay.com/${label}`] === value)
        .map(({ metadata }) => metadata.name)
        .sort();
    expect(labelled('tier', '1')).toEqual([
      'checkout-bff',
      'checkout-web',
      'identity-service',
      'kafka-main',
      'ledger',
      'payments-api',
      'payments-worker',
      'token-vault',
    ]);
    expect(labelled('pci', 'in-scope')).toEqual(['hsm-cluster', 'token-vault', 'tokens-grpc']);
  });

  it('say where each component lies, and that folder is there', () => {
    const homes = real.flatMap(({ entity, repository, path }) =>
      entity?.kind === 'Component'
        ? [[repositoryOf(entity), `${repository}/${path}`] as const]
        : [],
    );
    expect(homes.filter(([home, place]) => place !== `${home}/catalog-info.yaml`)).toEqual([]);
  });
});

describe('the repositories of Marlin Pay', () => {
  it('are those that have a folder, and none is empty', () => {
    const folders = readdirSync(`${folder}/repositories`).sort();
    expect(organisation.repositories.map(({ name }) => name).sort()).toEqual(folders);
    expect(organisation.repositories.filter(({ files }) => Object.keys(files).length < 2)).toEqual(
      [],
    );
  });

  it('have a history, newest first and by members, of files that are there', () => {
    const logins = new Set(organisation.members.map(({ login }) => login));
    for (const { name, commits, files } of organisation.repositories) {
      const times = commits.map(({ at }) => at);
      expect(times, name).toEqual(times.toSorted().reverse());
      expect(commits.filter(({ author }) => !logins.has(author))).toEqual([]);
      const paths = commits.flatMap((commit) => commit.paths);
      expect(
        paths.filter((path) => files[path] === undefined),
        name,
      ).toEqual([]);
    }
  });

  it('name code owners who can write, but for the team that is gone', () => {
    const slugs = new Set(organisation.teams.map(({ slug }) => `@marlinpay/${slug}`));
    const logins = new Set(organisation.members.map(({ login }) => `@${login}`));
    const unknown = organisation.repositories.flatMap(({ name, files }) =>
      codeowners(files)
        .flatMap((text) => text.match(/@[\w/-]+/g) ?? [])
        .filter((owner) => !slugs.has(owner) && !logins.has(owner))
        .map((owner) => `${name} ${owner}`),
    );
    expect(unknown).toEqual([
      'backoffice-scripts @marlinpay/support-tools',
      'legacy-billing @marlinpay/support-tools',
    ]);
    const without = organisation.repositories.filter(({ files }) => codeowners(files).length === 0);
    expect(without.map(({ name }) => name)).toEqual(['fraud-rules-ui', 'hackweek-2023']);
  });

  it('hold every page that a mkdocs.yml names', () => {
    for (const { name, files } of organisation.repositories) {
      for (const path of Object.keys(files).filter((file) => file.endsWith('mkdocs.yml'))) {
        const home = path.replace('mkdocs.yml', 'docs/');
        // Below the nav, pages are named that are gone and lead to others.
        const [nav = ''] = String(files[path]).split(/^plugins:/m);
        const pages = nav.match(/[\w/-]+\.md/g) ?? [];
        expect(pages.length, name).toBeGreaterThan(0);
        expect(
          pages.filter((page) => files[home + page] === undefined),
          name,
        ).toEqual([]);
      }
    }
  });

  it('have docs where a descriptor says so', () => {
    const promised = real.filter(
      ({ entity }) => entity?.metadata.annotations?.['backstage.io/techdocs-ref'] === 'dir:.',
    );
    expect(promised).toHaveLength(13);
    for (const { repository, path } of promised) {
      const mkdocs = path.replace('catalog-info.yaml', 'mkdocs.yml');
      expect(filesOf(repository)[mkdocs], `${repository}/${mkdocs}`).toBeDefined();
    }
  });

  it.each([
    ['ledger', 'docs/runbook.md', 'ledgerctl recon unlock'],
    ['ledger', 'docs/concepts.md', 'Every entry has a debit and a credit of the same amount'],
    ['payments-api', 'docs/guide.md', 'Every POST must carry the header `Idempotency-Key`'],
    [
      'payouts-api',
      'docs/index.md',
      '`GET /v1/payouts` is deprecated in favour of `GET /v2/payouts`',
    ],
    ['kafka-main', 'docs/adr/0007-kafka.md', 'Kafka was chosen over RabbitMQ'],
    ['kafka-main', 'docs/secrets.md', 'Nobody posts a password in chat'],
    ['token-vault', 'docs/rotate-keys.md', 'Keys rotate every 90 days by a two-person ceremony'],
    ['fraud-rules-ui', 'docs/access.md', 'Ask in #team-risk'],
    ['identity-service', 'docs/runbook.md', '## Failover'],
    ['refunds-service', 'docs/index.md', 'partial refund'],
  ])('answer from %s/%s: %s', (repository, path, sentence) => {
    expect(String(filesOf(repository)[path])).toContain(sentence);
  });

  it('leave unwritten what nobody wrote: a runbook of settlement-batch, refunds above a limit', () => {
    expect(Object.keys(filesOf('settlement-batch')).filter((path) => /runbook/.test(path))).toEqual(
      [],
    );
    expect(String(filesOf('refunds-service')['docs/index.md'])).not.toMatch(/limit|approv/i);
  });

  it.each([
    ['payments-api', '3.1.0'],
    ['refunds-service', '2.9.4'],
    ['payouts-api', '3.0.2'],
    ['ledger', '3.1.0'],
    ['settlement-batch', '2.7.0'],
  ])('let %s use @marlin/money %s', (repository, version) => {
    const manifest = JSON.parse(String(filesOf(repository)['package.json']));
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(all['@marlin/money']).toBe(version);
  });
});

describe('the people of Marlin Pay', () => {
  it('are in the GitHub teams that their groups stand for', () => {
    for (const group of entities.filter(({ kind }) => kind === 'Group')) {
      const slug = group.metadata.annotations?.['github.com/team-slug']?.split('/')[1];
      if (!slug) continue;
      const team = organisation.teams.find((one) => one.slug === slug);
      const logins = entities
        .filter((entity) => memberOf(entity).includes(group.metadata.name))
        .map((entity) => entity.metadata.annotations?.['github.com/user-login']);
      expect(team?.members.map(({ login }) => login).sort(), slug).toEqual(logins.sort());
    }
  });

  it('are in Slack under the ids that the catalog knows', () => {
    const ids = entities.flatMap(({ metadata, kind }) =>
      kind === 'User' ? (metadata.annotations?.['slack.com/user-id'] ?? []) : [],
    );
    expect(slack.people.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(slack.people.map(({ name }) => name)).not.toContain('karol.nowak');
  });

  it('have every channel that a group names', () => {
    const channels = new Set(slack.channels.map(({ name }) => `#${name}`));
    const named = entities.flatMap(({ metadata }) => [
      metadata.annotations?.['slack.com/channel'] ?? [],
      metadata.annotations?.['slack.com/ask-channel'] ?? [],
    ]);
    expect(named.flat().filter((name) => !channels.has(name))).toEqual([]);
  });

  it('write where they are members, before the demo begins', () => {
    const bots = slack.bots?.map(({ id }) => id) ?? [];
    for (const { channel, from, at, replies = [] } of slack.messages) {
      const members = slack.channels.find(({ name }) => name === channel)?.members ?? [];
      for (const message of [{ from, at }, ...replies]) {
        expect([...members, ...bots], channel).toContain(message.from);
        expect(Date.parse(message.at)).toBeLessThan(Date.parse(organisation.now ?? ''));
      }
    }
  });
});

function isDescriptor(repository: string, path: string): boolean {
  return (
    /(^|\/)(catalog-info|template)\.yaml$/.test(path) ||
    (repository === 'catalog' && path.startsWith('org/'))
  );
}

function filesOf(repository: string): Record<string, string | Buffer> {
  return organisation.repositories.find(({ name }) => name === repository)?.files ?? {};
}

function codeowners(files: Record<string, string | Buffer>): string[] {
  const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
  return places.flatMap((place) => (files[place] === undefined ? [] : String(files[place])));
}

/** `monorepo/libs/money`: from the project slug, else from the source location. */
function repositoryOf({ metadata }: Entity): string | undefined {
  const slug = metadata.annotations?.['github.com/project-slug'];
  const source = metadata.annotations?.['backstage.io/source-location'];
  return (
    slug?.replace('marlinpay/', '') ??
    source?.replace(/^.*marlinpay\/(.*)\/tree\/main\/(.*)\/$/, '$1/$2')
  );
}

function memberOf({ kind, spec }: Entity): string[] {
  return kind === 'User' && Array.isArray(spec?.['memberOf']) ? spec['memberOf'] : [];
}
