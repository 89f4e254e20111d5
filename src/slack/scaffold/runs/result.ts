import type { Button, KnownBlock } from '@slack/types';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import { actions, bold, link, name, section, sections } from '../../blocks.ts';
import { resultLink } from '../controls.ts';
import type { RunDrawing } from './draw.ts';
import { mrkdwnOf } from './markdown.ts';
import { scorecardBlocks } from './scorecards.ts';

/** Slack takes more, and nobody looks for the fifth. */
const BUTTONS = 4;
const MORE_LINKS = 10;
const TEXTS = 5;
/** Of all texts together. */
const TEXT_LENGTH = 4_500;
/** A longer address is none for a button beside others. */
const URL_LENGTH = 800;

/** What came of a run: where it is, whose it is, how it stands, what its template says about it. */
export function resultBlocks(
  report: RunReport,
  drawing: RunDrawing,
  /** Below 1: less of each part, until it fits. */
  room = 1,
  /** What may be done about it, behind the links. */
  deeds: readonly Button[] = [],
): KnownBlock[] {
  const links = linksOf(report, drawing);
  const buttons = links
    .slice(0, BUTTONS)
    .flatMap(({ title, url }, index) => resultLink.element({ text: title, index }, url) ?? []);
  const more = links
    .slice(BUTTONS, BUTTONS + Math.floor(MORE_LINKS * room))
    .map(({ title, url }) => link(url, title));
  return [
    ...sections(factsOf(report, drawing)),
    ...scorecardBlocks(drawing.scorecards.slice(0, Math.ceil(6 * room))),
    ...textsOf(report, room),
    ...(buttons.length + deeds.length > 0 ? [actions([...buttons, ...deeds])] : []),
    ...(more.length > 0 ? [section(more.join(' · '))] : []),
  ];
}

/** The template's own links first, then what it made; each address once. */
function linksOf({ links, created }: RunReport, { pageOf }: RunDrawing) {
  const own = links.flatMap(({ title, url, entityRef }) => {
    const to = url ?? (entityRef ? pageOf(entityRef) : null);
    return to && to.length <= URL_LENGTH ? [{ title, url: to }] : [];
  });
  const made = created.flatMap(({ kind, url }) =>
    url && TITLES[kind] ? [{ title: TITLES[kind], url }] : [],
  );
  const all = [...own, ...made];
  return all.filter(({ url }, at) => all.findIndex((other) => same(other.url, url)) === at);
}

function same(a: string, b: string): boolean {
  const bare = (url: string) => url.replace(/\.git$/, '').replace(/\/$/, '');
  return bare(a) === bare(b);
}

const TITLES: Partial<Record<RunReport['created'][number]['kind'], string>> = {
  repository: 'Repository',
  'pull-request': 'Pull request',
};

function factsOf(report: RunReport, { labelOf, pageOf }: RunDrawing): string[] {
  const { created, links, subject, output } = report;
  const repository = created.find(({ kind }) => kind === 'repository');
  const pulls = created.filter(({ kind }) => kind === 'pull-request').slice(0, 5);
  const stated = links.find(({ entityRef }) => entityRef)?.entityRef ?? output['entityRef'];
  const entity = typeof stated === 'string' ? stated : null;
  const page = entity && pageOf(entity);
  const shown = (of: { name: string; url: string | null }) =>
    of.url ? link(of.url, of.name) : name(of.name);
  return [
    ...(repository ? [`*Repository*: ${shown(repository)}`] : []),
    ...pulls.map((pull) => `*Pull request*: ${shown(pull)}`),
    ...(entity ? [`*In the catalog*: ${page ? link(page, entity) : name(entity)}`] : []),
    ...(subject.owner ? [`*Owner*: ${name(labelOf(subject.owner))}`] : []),
  ];
}

function textsOf({ texts }: RunReport, room: number): KnownBlock[] {
  const shown = texts.slice(0, TEXTS);
  const length = Math.min(2_500, Math.floor((TEXT_LENGTH * room) / shown.length));
  return shown.flatMap(({ title, content }) => {
    const body = mrkdwnOf(content, length);
    const whole = [title && bold(title), body].filter(Boolean).join('\n');
    return whole ? [section(whole)] : [];
  });
}
