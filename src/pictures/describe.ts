import { linesOf } from './draw-node.ts';
import type { GraphEdge, GraphModel, GraphNode, Relation } from './graph-model.ts';
import { kindOf } from './walk.ts';
import { enumerate } from './words.ts';

/** Slack takes no longer alt text. https://docs.slack.dev/reference/block-kit/blocks/image-block */
const LONGEST = 2000;

/** What the picture is called. */
export function titleOf(model: GraphModel): string {
  return `${linesOf(model.focus).label}: ${subjectOf(model)}`;
}

/** What of the focus it shows. */
export function subjectOf({ isFrame, options }: GraphModel): string {
  const { direction } = options;
  if (isFrame) return 'what is inside and around it';
  if (direction === 'needs') return 'what it needs';
  return direction === 'neededBy' ? 'what needs it' : 'what it needs and what needs it';
}

/** The picture in words, complete, at most 2,000 characters: the nearest first, and in the end how much more there is. */
export function describeGraph(model: GraphModel, longest = LONGEST): string {
  const label = labels(model);
  const { focus } = model;
  const first = `${linesOf(focus).label} (${linesOf(focus).detail})`;
  const inside = model.nodes.filter(({ isInside }) => isInside);
  const opening = model.isFrame
    ? [
        `${first} holds ${enumerate(inside.map(({ ref }) => label(ref)))}${model.rest.inside > 0 ? ` and ${model.rest.inside} more` : ''}.`,
      ]
    : [`${first}${model.edges.length === 0 ? ' has no relations that are declared.' : '.'}`];
  const absent = model.nodes.filter(({ presence }) => presence !== 'known');
  const closing = [...restWords(model), ...absentWords(absent, label)];
  return joined({ opening, sentences: relationWords(model, label), closing }, longest);
}

/** Names, with the kind where two are called the same. */
function labels({ nodes, focus }: GraphModel): (ref: string) => string {
  const names = new Map([focus, ...nodes].map((node) => [node.ref, linesOf(node).label]));
  const counts = Map.groupBy(names.values(), (name) => name);
  return (ref) => {
    const name = names.get(ref) ?? ref;
    return (counts.get(name)?.length ?? 0) > 1
      ? `${name} (${ref.slice(0, ref.indexOf(':'))})`
      : name;
  };
}

function relationWords(
  { edges, nodes, focus }: GraphModel,
  label: (ref: string) => string,
): string[] {
  const ofFocus = edges.filter(({ from }) => from === focus.ref);
  const toFocus = edges.filter(({ to }) => to === focus.ref);
  const distance = new Map(nodes.map((node) => [node.ref, node.distance]));
  const others = edges
    .filter((edge) => !ofFocus.includes(edge) && !toFocus.includes(edge))
    .sort((a, b) => (distance.get(a.from) ?? 0) - (distance.get(b.from) ?? 0));
  return [
    ...bySource(ofFocus, label),
    ...byTarget(toFocus, label),
    ...bySource(others, label),
    ...mutual(edges, label),
  ];
}

/** A line that skips an API says whose API it is. */
type Phrase = Relation | 'usesApiOf';
const ONE: Record<Phrase, string> = {
  dependsOn: 'depends on',
  consumesApi: 'uses the API',
  usesApiOf: 'uses an API of',
  providedBy: 'is provided by',
  belongsTo: 'belongs to',
};
const SEVERAL: Record<Phrase, string> = {
  dependsOn: 'depend on',
  consumesApi: 'use the API',
  usesApiOf: 'use an API of',
  providedBy: 'are provided by',
  belongsTo: 'belong to',
};

function phraseOf({ relation, to }: GraphEdge): Phrase {
  return relation === 'consumesApi' && kindOf(to) !== 'api' ? 'usesApiOf' : relation;
}

/** "a depends on b and c." */
function bySource(edges: readonly GraphEdge[], label: (ref: string) => string): string[] {
  const groups = Map.groupBy(edges, (edge) => `${edge.from} ${phraseOf(edge)}`);
  return [...groups.values()].map((group) => {
    const [first] = group as [GraphEdge];
    const verb = ONE[phraseOf(first)].replace(/API$/, group.length > 1 ? 'APIs' : 'API');
    return `${label(first.from)} ${verb} ${enumerate(group.map(({ to }) => label(to)))}.`;
  });
}

/** "b and c depend on a." */
function byTarget(edges: readonly GraphEdge[], label: (ref: string) => string): string[] {
  const groups = Map.groupBy(edges, phraseOf);
  return [...groups.values()].map((group) => {
    const [first] = group as [GraphEdge];
    const phrase = phraseOf(first);
    const sources = enumerate(group.map(({ from }) => label(from)));
    if (phrase === 'providedBy') return `${label(first.to)} provides ${sources}.`;
    return `${sources} ${(group.length > 1 ? SEVERAL : ONE)[phrase]} ${label(first.to)}.`;
  });
}

function mutual(edges: readonly GraphEdge[], label: (ref: string) => string): string[] {
  return edges
    .filter(({ isMutual }) => isMutual)
    .map(({ from, to }) => `${label(to)} needs ${label(from)} as well.`);
}

/** What was left out, in sentences. */
function restWords({ rest, focus, isFrame }: GraphModel): string[] {
  const { label } = linesOf(focus);
  const name = isFrame ? `something in ${label}` : label;
  const { needs, neededBy, lines } = rest;
  const far = needs.far + neededBy.far;
  return [
    needs.near > 0 ? `${needs.near} more that ${name} needs ${are(needs.near)} not shown.` : '',
    neededBy.near > 0
      ? `${neededBy.near} more that ${neededBy.near === 1 ? 'needs' : 'need'} ${name} ${are(neededBy.near)} not shown.`
      : '',
    far > 0 ? `${far} further away ${are(far)} not shown.` : '',
    lines > 0 ? `${lines} more relations between them are not drawn.` : '',
  ].filter(Boolean);
}

const are = (count: number) => (count === 1 ? 'is' : 'are');

function absentWords(absent: readonly GraphNode[], label: (ref: string) => string): string[] {
  const missing = absent.filter(({ presence }) => presence === 'missing');
  const removed = absent.filter(({ presence }) => presence === 'removed');
  return [
    missing.length > 0
      ? `${enumerate(missing.map(({ ref }) => label(ref)))} ${are(missing.length)} not in the catalog.`
      : '',
    removed.length > 0
      ? `${enumerate(removed.map(({ ref }) => label(ref)))} ${removed.length === 1 ? 'was' : 'were'} removed from the catalog.`
      : '',
  ].filter(Boolean);
}

type Parts = { opening: string[]; sentences: string[]; closing: string[] };

/** As many sentences as there is room for; what is left out is counted. */
function joined({ opening, sentences, closing }: Parts, longest: number): string {
  for (let kept = sentences.length; ; kept -= 1) {
    const left = sentences.length - kept;
    const cut =
      left > 0
        ? [`${left} more ${left === 1 ? 'statement is' : 'statements are'} in the picture.`]
        : [];
    const text = [...opening, ...sentences.slice(0, kept), ...cut, ...closing].join(' ');
    if (text.length <= longest) return text;
    if (kept === 0) return `${text.slice(0, longest - 1)}…`;
  }
}
