import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Db } from '#dialect';
import { parseDescriptor } from '../catalog/descriptor.ts';
import type { Entity } from '../catalog/entity.ts';
import { readFolder } from '../catalog/folder.ts';
import { textsOf } from '../catalog/problems/lines.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { entitiesByRefs } from '../catalog/store.ts';
import type { Action } from './actions/action.ts';
import { actionRules } from './check/action-rules.ts';
import { checkTemplate } from './check/check-template.ts';
import { locateIn } from './check/locate.ts';
import { type Locate, NOWHERE, readTemplate } from './read-template.ts';
import type { LoadedTemplate, TemplateSummary } from './scaffolder.ts';

export type LibraryTemplate = LoadedTemplate & {
  /** Ours, rather than of the catalog. */
  isShipped: boolean;
};

/** What a list shows of it. */
export function summaryOf({
  template,
  problems,
  isShipped,
}: LibraryTemplate): Omit<TemplateSummary, 'uses' | 'typicalMs'> {
  const { ref, title, description, tags, type, owner } = template;
  return { ref, title, description, tags, type, owner, isShipped, problems };
}

/** Every template that can be asked for: those of the catalog, and those that ship where the catalog has none of the same ref. */
export type Library = {
  /** In the order of their titles. */
  all: () => Promise<readonly LibraryTemplate[]>;
  get: (ref: string) => Promise<LibraryTemplate | null>;
  /** A template that is nowhere yet, by the same rules. */
  load: (entity: Entity, location: string) => LoadedTemplate;
};

/** `shipped`: the folder of the templates that ship, or null to leave them out. Each is read and checked once for as long as it does not change. */
export function createLibrary({
  db,
  index,
  actions,
  shipped,
}: {
  db: Db;
  index: CatalogIndex;
  actions: readonly Action[];
  shipped: string | null;
}): Library {
  const rules = actionRules(actions);
  const kept = new Map<string, { etag: string; template: LibraryTemplate }>();
  let own: Promise<LibraryTemplate[]> | null = null;
  let listed: { revision: number; list: Promise<readonly LibraryTemplate[]> } | null = null;

  const load = (entity: Entity, location: string, locate: Locate = NOWHERE): LoadedTemplate =>
    checkTemplate(readTemplate(entity, { location, locate }), rules, locate);

  async function readShipped(): Promise<LibraryTemplate[]> {
    if (shipped === null || !existsSync(shipped)) return [];
    const { files } = await readFolder(shipped);
    return files.flatMap((file) =>
      parseDescriptor(file.text, file).flatMap(({ entity, position }) => {
        if (entity?.kind !== 'Template') return [];
        const locate = locateIn(file.text, position);
        return [{ ...load(entity, file.location, locate), isShipped: true }];
      }),
    );
  }

  async function readAll(refs: readonly string[]): Promise<readonly LibraryTemplate[]> {
    own ??= readShipped();
    const found = await entitiesByRefs(db, refs);
    const changed = [...found.values()].filter(({ ref, etag }) => kept.get(ref)?.etag !== etag);
    const texts = await textsOf(db, [...new Set(changed.map(({ location }) => location))]);
    for (const ref of kept.keys()) if (!found.has(ref)) kept.delete(ref);
    for (const { ref, etag, entity, location } of changed) {
      const locate = locateIn(texts.get(location) ?? '', ref);
      kept.set(ref, { etag, template: { ...load(entity, location, locate), isShipped: false } });
      // Checking one takes some milliseconds: other work comes in between.
      await setImmediate();
    }
    const templates = [...kept.values()].map(({ template }) => template);
    const further = (await own).filter(({ template }) => !kept.has(template.ref));
    return [...templates, ...further].sort((a, b) =>
      a.template.title.localeCompare(b.template.title, 'en'),
    );
  }

  async function all(): Promise<readonly LibraryTemplate[]> {
    const view = await index.current();
    if (listed?.revision !== view.revision) {
      const list = readAll(view.all('template').map(({ ref }) => ref));
      const next = { revision: view.revision, list };
      listed = next;
      // What failed is tried again the next time.
      list.catch(() => {
        if (listed === next) listed = null;
        own = null;
      });
    }
    return listed.list;
  }

  return {
    all,
    async get(ref) {
      const list = await all();
      return list.find(({ template }) => template.ref === ref) ?? null;
    },
    load: (entity, location) => load(entity, location),
  };
}
