import type { KnownBlock } from '@slack/types';
import { dayLabel } from '../../charts/scale.ts';
import type { Digest } from '../../scorecards/digest/digest.ts';
import { truncate } from '../blocks.ts';

// The native chart of June 2026, which Slack's library has no type for yet.
// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
type ChartBlock = {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; y_label: string };
  };
};

const SERIES = 6;
const CATEGORIES = 20;
const NAME_LENGTH = 20;

/** Averages by week as Slack draws them; null where there are not two weeks to draw a line between. Slack wants a point of every line in every week. */
export function chartBlock({ movements }: Digest): KnownBlock | null {
  const known = movements.slice(0, SERIES);
  const longest = known.toSorted((a, b) => measured(b).length - measured(a).length)[0];
  const days = (longest ? measured(longest) : []).slice(-CATEGORIES);
  const complete = known.filter((one) => days.every((day) => measured(one).includes(day)));
  if (days.length < 2) return null;
  const names = new Set<string>();
  const block: ChartBlock = {
    type: 'data_visualization',
    title: 'Average score by week',
    chart: {
      type: 'line',
      series: complete.map(({ title, weeks }) => ({
        name: unused(truncate(title, NAME_LENGTH), names),
        data: weeks.flatMap(({ day, share }) =>
          share !== null && days.includes(day)
            ? [{ label: dayLabel(day), value: Math.round(share * 1000) / 10 }]
            : [],
        ),
      })),
      axis_config: { categories: days.map(dayLabel), y_label: 'Percent' },
    },
  };
  return block as unknown as KnownBlock;
}

function measured({ weeks }: Digest['movements'][number]): string[] {
  return weeks.flatMap(({ day, share }) => (share === null ? [] : [day]));
}

/** Lines with one name would be refused. */
function unused(name: string, names: Set<string>): string {
  let free = name;
  for (let at = 2; names.has(free); at += 1) free = `${name.slice(0, NAME_LENGTH - 3)} ${at}`;
  names.add(free);
  return free;
}
