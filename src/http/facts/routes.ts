import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import type { FactTable } from '../../scorecards/fact.ts';
import { undeclared, wrongValue } from '../../scorecards/facts/check-posted.ts';
import { gatherSubjects } from '../../scorecards/facts/gather.ts';
import type { PostedFact } from '../../scorecards/facts/posted.ts';
import { forgetPosted, postedOf, savePosted } from '../../scorecards/facts/posted-store.ts';
import { FACTS } from '../../scorecards/facts/table.ts';
import type { Standards } from '../../scorecards/standards.ts';
import { refuse } from '../errors.ts';
import { refOf } from '../operations.ts';
import {
  Body,
  FactShape,
  KeptShape,
  type PostedFactShape,
  SpecShape,
  StoredFactShape,
} from './shapes.ts';
import { factJson, storedJson } from './tell.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

const postRoute = createRoute({
  method: 'post',
  path: '/api/facts',
  summary: 'Another tool says what it knows of entities, one fact or a list (scope write)',
  request: { body: { required: true, content: json(Body) } },
  responses: {
    200: {
      description: 'All were kept; with one that is wrong none is',
      content: json(z.object({ items: z.array(KeptShape) })),
    },
  },
});

const Ref = z.string().min(1).openapi({ example: 'component:default/ledger' });

const getRoute = createRoute({
  method: 'get',
  path: '/api/facts',
  summary: 'What is known of an entity: every fact with source, time and state (scope read)',
  request: { query: z.object({ ref: Ref }) },
  responses: {
    200: {
      description: 'The facts that rules see, and what other tools posted',
      content: json(
        z.object({
          ref: z.string(),
          facts: z.array(FactShape),
          posted: z.array(StoredFactShape),
        }),
      ),
    },
  },
});

const schemaRoute = createRoute({
  method: 'get',
  path: '/api/facts/schema',
  summary: 'Every fact that rules can ask for, with its type (scope read)',
  responses: {
    200: {
      description: 'Those that are read here, and those that scorecards declare for other tools',
      content: json(z.object({ items: z.array(SpecShape) })),
    },
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/facts',
  summary: 'Takes back what a tool posted (scope write)',
  request: { query: z.object({ ref: Ref, name: z.string().min(1) }) },
  responses: {
    200: {
      description: '`isGone` is false where nothing of that name was posted',
      content: json(z.object({ isGone: z.boolean() })),
    },
  },
});

export type FactsParts = {
  db: Db;
  index: CatalogIndex;
  standards: Pick<Standards, 'loaded'>;
  now: () => Date;
};

/** `/api/facts`: what other tools know, for rules to ask for. */
export function factsRoutes(app: OpenAPIHono, parts: FactsParts): void {
  const { db, index, standards, now } = parts;
  const tableNow = async () => (await standards.loaded()).table;

  app.openapi(schemaRoute, async (c) => {
    const specs = [...(await tableNow()).values()];
    return c.json({ items: specs.map((spec) => ({ ...spec, isRead: FACTS.has(spec.name) })) }, 200);
  });

  app.openapi(postRoute, async (c) => {
    const said = c.req.valid('json');
    const list = Array.isArray(said) ? said : [said];
    const table = await tableNow();
    const view = await index.current();
    const by = c.var.caller ?? 'API';
    const rows = list.map((one, place) => {
      const where = Array.isArray(said) ? `[${place}]: ` : '';
      return postedIn(one, { table, view, now: now(), by, where });
    });
    const twice = rows.find(({ ref, name }, place) =>
      rows.slice(0, place).some((other) => other.ref === ref && other.name === name),
    );
    if (twice) refuse(400, `\`${twice.name}\` of ${twice.ref} is in the list twice.`);
    const changed = await savePosted(db, rows);
    const items = rows.map(({ ref, name }, place) => {
      const note = undeclared(name, table);
      return { ref, name, isChanged: changed[place] ?? false, isDeclared: note === null, note };
    });
    return c.json({ items }, 200);
  });

  app.openapi(getRoute, async (c) => {
    const table = await tableNow();
    const view = await index.current();
    const ref = knownRef(view, c.req.valid('query').ref);
    const subjects = await gatherSubjects(db, { refs: [ref], view, now: now(), table });
    const known = subjects.get(ref)?.facts ?? {};
    const facts = [...table.values()].map((spec) => factJson(spec, known));
    const posted = (await postedOf(db, ref)).map((fact) => storedJson(fact, table));
    return c.json({ ref, facts, posted }, 200);
  });

  app.openapi(deleteRoute, async (c) => {
    const { ref: said, name } = c.req.valid('query');
    // What is gone from the catalog may still have facts.
    const ref = (await index.current()).get(refOf(said))?.ref ?? refOf(said);
    return c.json({ isGone: await forgetPosted(db, { ref, name }) }, 200);
  });
}

const AHEAD_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

function postedIn(
  said: PostedFactShape,
  {
    table,
    view,
    now,
    by,
    where,
  }: { table: FactTable; view: CatalogView; now: Date; by: string; where: string },
): PostedFact {
  const { name, value, source = by, url = null } = said;
  const ref = knownRef(view, said.ref ?? said.entityRef ?? '', where);
  const wrong = wrongValue(table.get(name), value);
  if (wrong !== null) refuse(400, where + wrong);
  const observedAt = said.observedAt === undefined ? now : new Date(said.observedAt);
  // A clock that is ahead would hide every later word.
  if (observedAt.getTime() > now.getTime() + AHEAD_MS)
    refuse(400, `${where}The time \`observedAt\` lies ahead. Check the clock of who posts.`);
  const expiresAt =
    said.expiresInDays === undefined
      ? said.expiresAt === undefined
        ? null
        : new Date(said.expiresAt)
      : new Date(now.getTime() + said.expiresInDays * DAY_MS);
  if (expiresAt !== null && expiresAt <= now)
    refuse(400, `${where}\`expiresAt\` is over already. Give a time that lies ahead.`);
  return { ref, name, value, source, url, observedAt, postedAt: now, postedBy: by, expiresAt };
}

function knownRef(view: CatalogView, said: string, where = ''): string {
  const ref = refOf(said);
  const entry = view.get(ref);
  if (entry) return entry.ref;
  const [near] = view.find(said.replace(/^.*\//, ''), { limit: 1 });
  return refuse(
    404,
    `${where}The catalog has no ${ref}.${near ? ` The nearest is ${near.entry.ref}.` : ''}`,
  );
}
