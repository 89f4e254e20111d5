import type { Fact } from '../questions/answer.ts';
import { age, link, name } from './blocks.ts';

/** A line nobody has to scroll: the sources that were read, not every fact. */
const SOURCES = 6;
const LINE_LENGTH = 2_000;

/**
 * `catalog-info.yaml 3 h ago · CODEOWNERS 2 d ago`: each source once, with its newest reading; null without facts. Of several files of
 * one name no single one is the source: `8 × catalog-info.yaml 3 h ago`, with the oldest reading among them.
 */
export function sourceLine(facts: readonly Fact[], now: Date): string | null {
  const bySource = [...Map.groupBy(facts, ({ source }) => source).values()];
  if (bySource.length === 0) return null;
  const parts = bySource.slice(0, SOURCES).map((same) => drawSources(same, now));
  let line = '';
  for (const part of parts) {
    if (line.length + part.length > LINE_LENGTH) break;
    line += line ? ` · ${part}` : part;
  }
  return line || null;
}

function drawSources(same: readonly Fact[], now: Date): string {
  const files = new Set(same.map(({ url }) => url)).size;
  const byAge = same.toSorted((a, b) => ((a.observedAt ?? '') < (b.observedAt ?? '') ? -1 : 1));
  const fact = (files > 1 ? byAge[0] : byAge.at(-1)) as Fact;
  if (files === 1) return drawSource(fact, now);
  const { url: _, ...oldest } = fact;
  return `${files} × ${drawSource(oldest, now)}`;
}

function drawSource({ source, url, observedAt }: Fact, now: Date): string {
  const label = url ? link(url, source) : name(source, 80);
  const when = observedAt ? age(observedAt, now) : null;
  return when ? `${label} ${when}` : label;
}
