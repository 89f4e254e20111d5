import { dayAt } from '../calendar.ts';
import type { PastVersion } from '../catalog/file-past.ts';
import { commitUrlOf } from '../catalog/history.ts';
import { relationsOf } from '../catalog/relations.ts';
import { dayName } from '../day-words.ts';
import type { Fact } from './answer.ts';
import type { Period } from './times.ts';

/** A stretch of the past in which one owner held. */
export type Tenure = {
  /** Null while it named no owner, or was not in the catalog. */
  owner: string | null;
  isGone: boolean;
  since: Date;
  /** Null for what still holds. */
  until: Date | null;
  /** The version that began it. */
  version: PastVersion;
};

/** Who owned an entity from when to when; versions of one entity, oldest first. */
export function tenuresOf(versions: readonly PastVersion[]): Tenure[] {
  const tenures: Tenure[] = [];
  for (const version of versions) {
    const { entity, at: since } = version;
    const owner = entity
      ? (relationsOf(entity).find(({ type }) => type === 'ownedBy')?.targetRef ?? null)
      : null;
    const last = tenures.at(-1);
    if (last && last.owner === owner && last.isGone === (entity === null)) continue;
    if (last) last.until = since;
    tenures.push({ owner, isGone: entity === null, since, until: null, version });
  }
  return tenures;
}

/** What held within a period, cut to it. */
export function tenuresWithin(tenures: readonly Tenure[], { since, until }: Period): Tenure[] {
  return tenures
    .filter((one) => one.since < until && (one.until === null || one.until > since))
    .map((one) => ({
      ...one,
      since: one.since < since ? since : one.since,
      until: one.until === null || one.until >= until ? null : one.until,
    }));
}

/** What a version states, with its commit as the source. */
export function versionFact(name: string, value: string, version: PastVersion): Fact {
  const { location, commit, at } = version;
  const commitUrl = commitUrlOf(version);
  const file = version.isFromGit ? `git history of ${fileOf(location)}` : fileOf(location);
  const url = commitUrl ?? (location.startsWith('url:') ? location.slice(4) : null);
  const source = commit ? `${file} at ${commit.slice(0, 7)}` : file;
  return { name, value, source, observedAt: at.toISOString(), ...(url && { url }) };
}

/** Where what git tells of tenures was read, a sentence; empty where the catalog knows them by itself. */
export function gitSentence(tenures: readonly Tenure[]): string {
  const told = tenures.flatMap(({ version }) => (version.isFromGit ? version : []));
  const [first] = told;
  if (!first) return '';
  const commits = told.map(({ commit }) => commit?.slice(0, 7)).join(', ');
  const noun = told.length === 1 ? 'commit' : 'commits';
  return `So says the git history of ${fileOf(first.location)} (${noun} ${commits}).`;
}

/** The name of the file at a location. */
export function fileOf(location: string): string {
  return decodeURIComponent(location.split('/').at(-1) ?? location);
}

/** `3 March 2026`, where the asker is. */
export function dayIn(moment: Date, zone: string): string {
  return dayName(dayAt(moment, zone));
}
