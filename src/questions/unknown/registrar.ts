import { eq } from 'drizzle-orm';
import { stringify } from 'yaml';
import type { Db } from '#dialect';
import type { Analyse } from '../../catalog/analysis.ts';
import { enumerate, labelOf } from '../../catalog/labels.ts';
import { locationById } from '../../catalog/location-store.ts';
import { checkLocation } from '../../catalog/locations.ts';
import type { Registry } from '../../catalog/registry.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { entities } from '../../db/schema.ts';
import { advice, UserError } from '../../errors.ts';
import { type AuditLine, writeAudit } from '../../operations/audit.ts';
import { refusalFor } from '../../operations/rights.ts';
import type { Actor } from './desk.ts';

/** What came of registering; `draft` is a first descriptor for a repository that has none. */
export type Registration =
  | { kind: 'registered'; text: string }
  | { kind: 'draft'; text: string; url: string; draft: string }
  | { kind: 'failed'; text: string };

/** Registers what somebody points to, in their name, with rights checked and a line in the audit. */
export type Registrar = {
  /** What is wrong before anything is looked at: a right that is missing, an address that is none. Null where nothing is. */
  objection: (address: string, by: Actor) => Promise<string | null>;
  /** Reads the address too, so it may take seconds. */
  register: (address: string, by: Actor) => Promise<Registration>;
};

const MOST_FILES = 10;

export function createRegistrar({
  db,
  index,
  registry,
  analyse,
  admins,
  now,
  newId,
}: {
  db: Db;
  index: CatalogIndex;
  registry: Pick<Registry, 'register'>;
  analyse: Analyse;
  admins: readonly string[];
  now: () => Date;
  newId: () => string;
}): Registrar {
  async function objection(address: string, by: Actor): Promise<string | null> {
    const refusal = refusalFor(await index.current(), { ref: null, by: by.ref, admins });
    if (refusal) {
      await leaveLine(by, 'refused', refusal);
      return refusal;
    }
    try {
      checkLocation({ type: 'url', target: wholeAddress(address) });
      return null;
    } catch (error) {
      if (error instanceof UserError) return advice(error);
      throw error;
    }
  }

  async function leaveLine(by: Actor, outcome: AuditLine['outcome'], detail: string) {
    const line = { who: by.ref, what: 'register', target: '*', outcome, detail };
    await writeAudit(db, { ...line, id: newId(), at: now(), proposal: null });
  }

  async function registerFiles(targets: readonly string[], by: Actor): Promise<Registration> {
    const texts = [];
    for (const target of targets.slice(0, MOST_FILES)) {
      const input = { type: 'url', target };
      const done = await registry.register(input, { by: by.ref, onConflict: 'refresh' });
      await leaveLine(by, 'done', `${target} is registered.`);
      texts.push(await broughtBy(done.location.id, target));
    }
    return { kind: 'registered', text: texts.join(' ') };
  }

  async function broughtBy(id: string, target: string): Promise<string> {
    const row = await locationById(db, id);
    if (row?.readError)
      return `Registered, but it could not be read: ${row.readError} I try again every hour.`;
    const rows = await db
      .select()
      .from(entities)
      .where(eq(entities.location, `url:${target}`));
    const view = await index.current();
    const refs = rows.filter((one) => !one.removedAt).map(({ ref }) => ref);
    const names = refs
      .filter((ref) => !ref.startsWith('location:'))
      .map((ref) => labelOf(view, ref));
    if (names.length === 0) return 'Registered. What it holds is in the catalog within minutes.';
    return `Registered: ${enumerate(names)}.`;
  }

  async function registerRepository(url: string, by: Actor): Promise<Registration> {
    const { existingEntityFiles: found, generateEntities } = await analyse(url);
    if (found.length === 0) {
      const text =
        'I see no catalog-info.yaml there. If it is the right repository, put this into one and fill in what is missing; I read it with the next push.';
      const draft = generateEntities.map(({ entity }) => stringify(entity)).join('---\n');
      return { kind: 'draft', text, url, draft };
    }
    const fresh = found.filter(({ isRegistered }) => !isRegistered);
    if (fresh.length > 0)
      return registerFiles([...new Set(fresh.map(({ location }) => location.target))], by);
    const names = found.map(({ entity }) => entity.metadata.name);
    return { kind: 'registered', text: `It is in the catalog already: ${enumerate(names)}.` };
  }

  return {
    objection,
    async register(address, by) {
      const refusal = await objection(address, by);
      if (refusal) return { kind: 'failed', text: refusal };
      const target = wholeAddress(address);
      try {
        const isWhole = /^\/[^/]+\/[^/]+$/.test(new URL(target).pathname);
        return isWhole ? await registerRepository(target, by) : await registerFiles([target], by);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        await leaveLine(by, 'failed', error.message);
        return { kind: 'failed', text: advice(error) };
      }
    },
  };
}

/** As people paste it: without the scheme, with a slash at the end, as git clones it. */
function wholeAddress(address: string): string {
  const whole = address.trim().replace(/\/+$|\.git$/g, '');
  return /^[a-z0-9.-]+\.[a-z]+\//i.test(whole) ? `https://${whole}` : whole;
}
