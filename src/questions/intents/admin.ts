import { count, isNotNull, max } from 'drizzle-orm';
import { counted } from '../../catalog/labels.ts';
import { documents, repositories } from '../../db/schema.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

const STALE =
  '(still shows the old owner|is out of date|is outdated|is stale|shows the wrong owner|is not updated|does not show up|is missing|is wrong|has the wrong owner|still shows the old team|was not updated|is not up to date)';

/** When the catalog was last read, and what could not be. */
export const admin: Intention = {
  intent: 'admin',
  examples: [
    'when did you last sync with github',
    'is the sync broken',
    'how fresh is the catalog',
  ],
  patterns: [
    'when (did|have|was|were) (you|the catalog|it|we|the data|this) [last] (sync|synced|updated|update|refresh|refreshed|read|read github|synchronized) [last|with github|from github|github|data|the catalog|last time]',
    '(when was|what was|when is|what is) [the] (last|latest|next|previous) (sync|update|refresh|import|sweep|full sync) [with github|from github|of the catalog]',
    '[the] (sync|sync status|catalog status|data status|freshness|last sync|sync state|source status)',
    '(is|are) [the|your|our|this] (sync|catalog|data|import|github sync|information|info) [still] (broken|working|down|stuck|fresh|up to date|stale|current|running|ok|okay|outdated|behind)',
    `(is|are) [the] (sync|catalog|data|import|github sync) [still] (broken?|working?|down?|stuck?|stale?|broken|working|down|stuck|stale) {thing} ${STALE}`,
    `{thing} ${STALE}`,
    '[the|your|our] (catalog|sync|data|catalogue) (up to date|fresh|stale|ok|okay|current|working|broken|outdated|down|stuck|complete)',
    'how (fresh|old|current|up to date|recent) (is|are) [the|your|this|our] (catalog|data|information|info)',
    'how often (do|does) (you|it|the catalog|the sync) (sync|update|refresh|run|read github)',
    'where (do|does) (you|this|it|the data|your data) (get|come|know) [your|the] [data|information|this|from|facts] [from]',
    '(which|what) (sources|data sources) (do you|are) (have|read|use|connected)',
    '(are you|you) (ok|okay|up|alive|there|working|broken)',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer,
};

async function answer({ mentions, room }: Case): Promise<Answer> {
  const { db, view } = room;
  const [read] = await db.select({ at: max(documents.readAt) }).from(documents);
  const [seen] = await db.select({ at: max(repositories.seenAt), all: count() }).from(repositories);
  const [bad] = await db
    .select({ all: count() })
    .from(repositories)
    .where(isNotNull(repositories.readError));
  const facts: Fact[] = [];
  const lines: string[] = [];
  if (seen?.at) {
    lines.push(
      `GitHub was last read at ${moment(seen.at)}: ${counted(seen.all, 'repository')}, ${bad?.all ?? 0} of them with an error.`,
    );
    facts.push({
      name: 'last read',
      value: seen.at.toISOString(),
      source: 'GitHub',
      observedAt: seen.at.toISOString(),
    });
  }
  if (read?.at) {
    lines.push(`The newest descriptor was read at ${moment(read.at)}.`);
    facts.push({
      name: 'last descriptor',
      value: read.at.toISOString(),
      source: 'catalog',
      observedAt: read.at.toISOString(),
    });
  }
  lines.push(`The catalog holds ${view.size} entities.`);
  const about = await Promise.all(mentions.map(({ ref }) => room.facts(ref)));
  for (const one of about)
    if (one)
      lines.push(
        `${ownerSentence(view, one)} That is read from ${one.source.url ?? one.source.source} at ${moment(new Date(one.source.observedAt))}.`,
      );
  return reply({
    kind: 'answer',
    intent: 'admin',
    subjects: mentions.map(({ ref }) => ref),
    text: lines.join(' '),
    facts,
  });
}

function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
