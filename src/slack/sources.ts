import type { Fact } from '../questions/answer.ts';
import { age, link, name } from './blocks.ts';

/** A line nobody has to scroll: the sources that were read, not every fact. */
const SOURCES = 6;
const LINE_LENGTH = 2_000;

/** `catalog-info.yaml 3 h ago · CODEOWNERS 2 d ago`: each source once, with its newest reading; null without facts. */
export function sourceLine(facts: readonly Fact[], now: Date): string | null {
  const newest = new Map<string, Fact>();
  for (const fact of facts) {
    const known = newest.get(fact.source);
    if (!known || (fact.observedAt ?? '') > (known.observedAt ?? '')) newest.set(fact.source, fact);
  }
  if (newest.size === 0) return null;
  const parts = [...newest.values()].slice(0, SOURCES).map((fact) => drawSource(fact, now));
  let line = '';
  for (const part of parts) {
    if (line.length + part.length > LINE_LENGTH) break;
    line += line ? ` · ${part}` : part;
  }
  return line || null;
}

function drawSource({ source, url, observedAt }: Fact, now: Date): string {
  const label = url ? link(url, source) : name(source, 80);
  const when = observedAt ? age(observedAt, now) : null;
  return when ? `${label} ${when}` : label;
}
