import type { Relation } from './graph-model.ts';
import type { Point, Route } from './layout.ts';
import type { Paint, Part } from './theme.ts';
import { n } from './xml.ts';

/** Relations are told apart by the stroke, with a legend; words on every line would cover the picture. */
const STROKES: Record<Relation, string> = {
  dependsOn: '',
  consumesApi: 'stroke-dasharray="7 4"',
  providedBy: 'stroke-dasharray="0.1 4" stroke-linecap="round"',
  belongsTo: 'stroke-dasharray="10 3 2 3"',
};

export function drawLine(
  relation: Relation,
  route: Route,
  { paint, isStrong }: { paint: Paint; isStrong: boolean },
): string {
  const [start, ...rest] = route.curve;
  if (!start) return '';
  const colour: Part = isStrong ? 'strong' : 'line';
  const path = `M${xy(start)}C${rest.map(xy).join(' ')}`;
  const width = relation === 'providedBy' ? 2.4 : isStrong ? 1.8 : 1.4;
  const tips = [
    route.end && drawTip(route.curve.at(-1) ?? start, route.end),
    route.start && drawTip(start, route.start),
  ].filter((tip) => tip !== null);
  return `<path d="${path}" fill="none" stroke-width="${width}" ${STROKES[relation]} ${paint.stroke(colour)}/>${tips
    .map((tip) => `<path d="${tip}" ${paint.fill(colour)}/>`)
    .join('')}`;
}

/** A triangle from where the curve ends to its tip. */
function drawTip(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const back = { x: to.x - dx * 8.5, y: to.y - dy * 8.5 };
  const side = { x: -dy * 4, y: dx * 4 };
  return `M${xy(to)}L${xy({ x: back.x + side.x, y: back.y + side.y })}L${xy({ x: back.x - side.x, y: back.y - side.y })}Z`;
}

function xy({ x, y }: Point): string {
  return `${n(x)},${n(y)}`;
}

/** A straight piece of a relation's line, for the legend. */
export function drawSample(relation: Relation, at: Point, length: number, paint: Paint): string {
  const end = { x: at.x + length, y: at.y };
  const before = { x: end.x - 8, y: at.y };
  const curve = [at, at, before, before];
  return drawLine(relation, { curve, start: null, end }, { paint, isStrong: true });
}
