import type { DocProblem, PageKind } from '../page.ts';
import type { SiteKind } from '../site.ts';

/** What docs health is judged from. Times as they are known; null is not known. */
export type HealthInput = {
  now: Date;
  /** How far back looks and questions count, in days. */
  days: number;
  /** What should have docs, with the team that owns it. */
  services: readonly { ref: string; owner: string | null }[];
  /** Which site an entity shows. */
  shown: ReadonlyMap<string, string>;
  sites: readonly { id: string; ref: string; owner: string | null; kind: SiteKind }[];
  /** `problems`: those of the page; those of the site itself stand with its first page. */
  pages: readonly HealthPage[];
  /** Looks by page within the days. */
  views: ReadonlyMap<string, number>;
  misses: readonly HealthMiss[];
  /** The team that owns a thing. */
  ownerOf: (ref: string) => string | null;
};

export type HealthPage = {
  id: string;
  site: string;
  path: string;
  title: string;
  kind: PageKind;
  changedAt: Date | null;
  foundAt: Date;
  problems: readonly DocProblem[];
};

export type HealthMiss = { example: string; refs: readonly string[]; count: number; lastAt: Date };

/** A page as it is listed: where it is, and whose. */
export type PageOf = Pick<HealthPage, 'id' | 'path' | 'title'> & { ref: string };

/** The figures of one team, of one service, or of all. */
export type Figures = {
  services: number;
  /** Services that show docs; a README alone is none, as in the fact `hasDocs`. */
  documented: number;
  pages: number;
  /** Pages whose last change is known (decisions aside, which nobody changes), and those of them that are older than a year. */
  aged: number;
  stale: number;
  /** Links, anchors, pictures and includes that lead nowhere. */
  broken: number;
  /** Pages that were there all the time and nobody opened. */
  unopened: number;
  /** Questions that no page answered. */
  unanswered: number;
};

export type DocsHealth = {
  days: number;
  all: Figures;
  /** Worst covered first; `null` is what nobody owns. */
  teams: readonly ({ ref: string | null } & Figures)[];
  undocumented: readonly string[];
  stale: readonly (PageOf & { changedAt: Date })[];
  broken: readonly (PageOf & { problems: readonly DocProblem[] })[];
  unopened: readonly PageOf[];
  /** Asked most first. */
  unanswered: readonly HealthMiss[];
};

const DAY_MS = 24 * 3_600_000;
/** What nobody touched for so long is worth a look. */
export const STALE_DAYS = 365;
const BROKEN: ReadonlySet<DocProblem['kind']> = new Set([
  'link',
  'anchor',
  'image',
  'include',
  'nav',
]);

export function isBroken({ kind }: DocProblem): boolean {
  return BROKEN.has(kind);
}

/** How the docs of an organisation are, by team, with what is behind each figure. */
export function judgeHealth(input: HealthInput): DocsHealth {
  const { now, days, services, sites, pages, views, misses } = input;
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const isDocumented = (ref: string) => {
    const kind = siteOf.get(input.shown.get(ref) ?? '')?.kind;
    return kind !== undefined && kind !== 'readme';
  };
  const from = now.getTime() - days * DAY_MS;
  const year = now.getTime() - STALE_DAYS * DAY_MS;
  const judged = pages.flatMap((page) => {
    const site = siteOf.get(page.site);
    if (!site) return [];
    const { id, path, title } = page;
    // A decision is a record of its day and never grows old.
    const changedAt = page.kind === 'adr' ? null : page.changedAt;
    return [
      {
        owner: site.owner,
        of: { id, path, title, ref: site.ref },
        changedAt,
        isStale: changedAt !== null && changedAt.getTime() < year,
        problems: page.problems.filter(isBroken),
        isUnopened: page.foundAt.getTime() <= from && !views.has(id),
      },
    ];
  });
  const owned = services.map((one) => ({ ...one, isDocumented: isDocumented(one.ref) }));
  const asked = misses
    .filter(({ lastAt }) => lastAt.getTime() >= from)
    .map((miss) => ({ miss, owners: new Set(miss.refs.map(input.ownerOf)) }));

  const figures = (isOf: (owner: string | null) => boolean, isMissOf: Owned): Figures => {
    const mine = judged.filter(({ owner }) => isOf(owner));
    const theirs = owned.filter(({ owner }) => isOf(owner));
    return {
      services: theirs.length,
      documented: theirs.filter((one) => one.isDocumented).length,
      pages: mine.length,
      aged: mine.filter(({ changedAt }) => changedAt !== null).length,
      stale: mine.filter(({ isStale }) => isStale).length,
      broken: mine.reduce((sum, { problems }) => sum + problems.length, 0),
      unopened: mine.filter(({ isUnopened }) => isUnopened).length,
      unanswered: asked.filter(isMissOf).reduce((sum, { miss }) => sum + miss.count, 0),
    };
  };
  const owners = new Set([...owned, ...judged].map(({ owner }) => owner));
  const teams = [...owners].map((ref) => ({
    ref,
    ...figures(
      (owner) => owner === ref,
      (one) => ref !== null && one.owners.has(ref),
    ),
  }));
  return {
    days,
    all: figures(
      () => true,
      () => true,
    ),
    teams: teams.sort(
      (a, b) =>
        (coverage(a) ?? 2) - (coverage(b) ?? 2) || b.broken - a.broken || compare(a.ref, b.ref),
    ),
    undocumented: owned.flatMap((one) => (one.isDocumented ? [] : [one.ref])).sort(),
    stale: judged
      .flatMap(({ of, changedAt, isStale }) =>
        isStale && changedAt !== null ? [{ ...of, changedAt }] : [],
      )
      .sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime() || compare(a.id, b.id)),
    broken: judged
      .flatMap(({ of, problems }) => (problems.length > 0 ? [{ ...of, problems }] : []))
      .sort((a, b) => b.problems.length - a.problems.length || compare(a.id, b.id)),
    unopened: judged.flatMap(({ of, isUnopened }) => (isUnopened ? [of] : [])),
    unanswered: asked
      .map(({ miss }) => miss)
      .sort((a, b) => b.count - a.count || b.lastAt.getTime() - a.lastAt.getTime()),
  };
}

type Owned = (one: { owners: ReadonlySet<string | null> }) => boolean;

/** The share of services with docs; null for a team without services, which has nothing to document. */
export function coverage({ services, documented }: Figures): number | null {
  return services === 0 ? null : documented / services;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
