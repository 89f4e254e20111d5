import type { Db } from '#dialect';
import { parseRef } from '../../src/catalog/ref.ts';
import { createCatalogIndex } from '../../src/catalog/search.ts';
import { createFakeGitHub } from '../../src/demo/github/fake-github.ts';
import type { Model } from '../../src/demo/github/model/model.ts';
import { defineOrganisation } from '../../src/demo/github/organisation.ts';
import { createRepositoryHost } from '../../src/github/scaffolding/host.ts';
import { createLog } from '../../src/log.ts';
import { ACTIONS } from '../../src/scaffolder/actions/table.ts';
import { createScaffolder, type RunningScaffolder } from '../../src/scaffolder/create.ts';
import { sandbox } from '../../src/scaffolder/expressions/sandbox.ts';
import { checkValues } from '../../src/scaffolder/form/check.ts';
import { completeValues } from '../../src/scaffolder/form/complete.ts';
import { formOf } from '../../src/scaffolder/form/form-of.ts';
import type { Outside } from '../../src/scaffolder/outside.ts';
import { createSeal } from '../../src/scaffolder/runs/seal.ts';
import type { LoadedTemplate } from '../../src/scaffolder/scaffolder.ts';
import { memoryWorkspace } from '../../src/scaffolder/workspace/memory.ts';
import { packWorkspace, unpackWorkspace } from '../../src/scaffolder/workspace/pack.ts';
import { readStandIn } from './skeleton.ts';

/** The organisation of the demo's GitHub; whatever organisation a template names is this one. */
export const ORGANIZATION = 'acme';

/** The real scaffolder with these templates over the demo's GitHub; skeletons and catalog are made up. */
export function scaffolderOf(
  db: Db,
  templates: ReadonlyMap<string, LoadedTemplate>,
): { scaffolder: RunningScaffolder; github: Model } {
  const now = () => new Date();
  const log = createLog('silent');
  const github = createFakeGitHub({
    now,
    organisation: defineOrganisation({ login: ORGANIZATION, name: 'Acme' }),
  });
  const host = createRepositoryHost({
    organization: ORGANIZATION,
    auth: { token: 'ghp_demo' },
    apiUrl: 'https://api.github.com',
    fetch: toOne(github.fetch),
    log,
    now,
    wait: async () => {},
  });
  const template = (ref: string) => {
    const found = templates.get(ref);
    if (!found) throw new Error(`There is no ${ref}.`);
    return found.template;
  };
  let ids = 0;
  const scaffolder = createScaffolder({
    db,
    index: createCatalogIndex(db),
    now,
    log,
    newId: () => `run-${++ids}`,
    admins: [],
    actions: new Map(ACTIONS.map((action) => [action.id, action])),
    render: sandbox().renderValue,
    outside: { readFiles: readStandIn, host, catalog: CATALOG, notify: async () => {} },
    seal: createSeal('a key of the settings'),
    workspaces: {
      open: (packed) => (packed === null ? memoryWorkspace() : unpackWorkspace(packed)),
      pack: packWorkspace,
    },
    userOf: CATALOG.entity,
    templates: () => ({
      list: async () => [],
      template: async (ref) => templates.get(ref) ?? null,
      form: async (asked) =>
        formOf(template(asked.template), completeValues(template(asked.template), asked.values)),
      check: async (asked) =>
        checkValues(
          template(asked.template),
          completeValues(template(asked.template), asked.values),
        ),
      tryOut: async () => ({ kind: 'wrong', problems: [] }),
    }),
    remove: async () => 'removed',
    record: async () => {},
  });
  return { scaffolder, github: github.model };
}

function toOne(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    url.pathname = url.pathname.replace(/^\/(repos|orgs|users)\/[^/]+/, `/$1/${ORGANIZATION}`);
    return fetch(new Request(url, request));
  };
}

/** It has every entity that is asked for. */
const CATALOG: Outside['catalog'] = {
  async entity(ref) {
    const { kind, namespace, name } = parseRef(ref);
    const metadata = { namespace, name };
    return { apiVersion: 'backstage.io/v1alpha1', kind, metadata, spec: {} };
  },
  register: async () => ({ refs: ['component:default/stand-in'] }),
  unregister: async () => {},
  survey: async () => null,
  ownerOf: async () => null,
};
