import type { KnownBlock } from '@slack/types';
import type { Digest } from '../../scorecards/digest/digest.ts';
import type { Told } from '../../scorecards/digest/told.ts';
import { bold, context, escaped, LIMITS, link, name, section } from '../blocks.ts';
import type { Content } from '../message.ts';
import { pendingPicture } from '../picture.ts';

const LINE = 230;
/** So many of the longest lines fit a section. */
const MOST_LINES = 12;
/** Slack takes about 13,000 characters over all blocks; the rest is for the chart and for buttons. */
const BUDGET = 9_000;
/** Lines of a section, until the message fits. */
const ROOMS = [10, 6, 4, 2] as const;

/** A digest as one message: what moved first, then the chart, then the rest. */
export function contentOfDigest(
  digest: Digest,
  /** `page`: with all of it; null where there is none. */
  { told, page }: { told: Told; page: string | null },
): Content {
  const drawable = { kind: 'digest', digest, title: told.title } as const;
  const hasPicture = digest.movements.length > 0;
  const blocks = drawDigestBlocks(told, {
    page,
    picture: hasPicture ? pendingPicture(drawable) : null,
  });
  const text = escaped(`${told.title}, ${told.period}. ${told.headline}`, LIMITS.text);
  return { text, blocks, ...(hasPicture && { picture: drawable }) };
}

/** The sections as Block Kit, cut to what Slack takes, with a way to the rest. */
export function drawDigestBlocks(
  told: Told,
  { page, picture }: { page: string | null; picture: KnownBlock | null },
): KnownBlock[] {
  let blocks: KnownBlock[] = [];
  for (const room of ROOMS) {
    blocks = drawn(told, { page, picture, room });
    if (JSON.stringify(blocks).length <= BUDGET) break;
  }
  return blocks;
}

function drawn(
  { title, period, headline, sections }: Told,
  { page, picture, room }: { page: string | null; picture: KnownBlock | null; room: number },
): KnownBlock[] {
  const [first, ...others] = sections;
  const all = page ? [context([link(page, 'The whole digest')])] : [];
  return [
    section(`${bold(title)} · ${name(period)}\n${escaped(headline, 600)}`),
    ...(first ? [drawSection(first, room * 2)] : []),
    ...(picture ? [picture] : []),
    ...others.map((one) => drawSection(one, room)),
    ...all,
  ];
}

function drawSection({ heading, lines }: Told['sections'][number], room: number): KnownBlock {
  const shown = lines.slice(0, Math.min(room, MOST_LINES)).map((line) => `• ${name(line, LINE)}`);
  const hidden = lines.length - shown.length;
  const rest = hidden > 0 ? [`… and ${hidden} more`] : [];
  return section([bold(heading), ...shown, ...rest].join('\n'));
}
