import { and, eq, inArray } from 'drizzle-orm';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { docPages } from '../../db/docs-tables.ts';
import type { Answer } from '../answer.ts';
import { linkTo } from '../docs/passage.ts';
import { readableSites } from '../docs/readable.ts';
import { subjectsOf } from '../docs/subjects.ts';
import { pagesText } from '../docs/tell.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';

const RECORDS =
  '(adrs|rfcs|decision records|architecture decision records|architecture decisions|design docs)';
const SHOWN = 20;

/** Every decision that is on record, of everything or of some things. */
export const docsRecords: Intention = {
  intent: 'docs.find',
  examples: ['list all adrs', 'which adrs do we have'],
  patterns: [
    `(list|show|show me|give me) [all|all the|all of the|all our|our|the|every|me all] ${RECORDS} [we have|there are|that we have]`,
    `(what|which) ${RECORDS} (do we have|are there|exist|have we got)`,
    `[list|show|show me] [all|all the|the] ${RECORDS} (of|for|in|by) {thing}`,
    `(what|which) ${RECORDS} does {thing} have`,
    `(all|all our|our|all the) ${RECORDS}`,
  ],
  bare: 'nothing',
  isExact: true,
  isNameOptional: true,
  answer,
};

async function answer({ text, mentions, room }: Case): Promise<Answer> {
  const named = mentions.map(({ ref }) => ref);
  const of = new Set(named.length > 0 ? subjectsOf(room.view, text, mentions).near : []);
  const sites = await readableSites(room);
  const open = sites.filter(({ ref }) => named.length === 0 || of.has(ref));
  const byId = new Map(open.map((site) => [site.id, site]));
  const pages = await room.db
    .select({
      site: docPages.site,
      path: docPages.path,
      title: docPages.title,
      file: docPages.file,
    })
    .from(docPages)
    .where(and(eq(docPages.kind, 'adr'), inArray(docPages.site, [...byId.keys()])))
    .orderBy(docPages.site, docPages.position);
  const found = pages.flatMap((page) => {
    const site = byId.get(page.site);
    return site ? [{ site, page }] : [];
  });
  const whose =
    named.length > 0 ? ` of ${enumerate(named.map((ref) => labelOf(room.view, ref)))}` : '';
  if (found.length === 0)
    return reply({
      kind: 'unknown',
      intent: 'docs.find',
      subjects: named,
      text: `I found no decision record${whose} among the docs.`,
    });
  const links = found.map(({ site, page }) => linkTo(room, { site, page }));
  const shown = links.slice(0, SHOWN);
  const title = `${counted(found.length, 'decision record')}${whose}`;
  const left = found.length > SHOWN ? ` And ${found.length - SHOWN} more.` : '';
  return reply({
    kind: 'answer',
    intent: 'docs.find',
    subjects: named,
    refs: [...new Set(links.map(({ ref }) => ref))],
    text: `${title}: ${pagesText(shown)}${left}`,
    view: { kind: 'pages', title, pages: shown, total: found.length },
    facts: found.slice(0, 3).map(({ site, page }) => ({
      name: 'page',
      value: page.title,
      source: page.file,
      observedAt: site.readAt.toISOString(),
    })),
  });
}
