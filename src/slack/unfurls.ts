import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Db } from '#dialect';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Fact } from '../questions/answer.ts';
import type { Linked } from '../questions/linked.ts';
import type { Drawing } from './answer.ts';
import { bold, channelLink, context, link, section } from './blocks.ts';
import { briefText } from './briefs.ts';
import type { Channel } from './channels.ts';
import { checkBlocks } from './checker.ts';
import { sourceLine } from './sources.ts';
import { claimUnfurl } from './unfurl-store.ts';

/** What is said below a link: two lines and their sources. */
type Shared = z.infer<typeof Shared>;
const Shared = z.object({
  channel: z.string(),
  message_ts: z.string(),
  source: z.enum(['composer', 'conversations_history']).catch('conversations_history'),
  unfurl_id: z.string().optional(),
  links: z.array(z.object({ url: z.string().max(3_000) })),
});

const Envelope = z.object({ is_ext_shared_channel: z.boolean().optional().catch(undefined) });

/** From here on links are a list that somebody made, and nothing to explain one by one. */
const TOO_MANY = 3;

/** How much of what is known may be said where the link stands. */
export type Openness = 'all' | 'little' | 'nothing';

export type UnfurlOptions = {
  /** What a link points to; null for what is not ours to explain. */
  linkedTo: (url: string) => Promise<Linked | null>;
  channelOf: (channel: string) => Promise<Channel>;
  allowSharedChannels: boolean;
  db: Db;
  web: WebClient;
  now: () => Date;
  log: Log;
  drawing: () => Drawing;
};

/**
 * Says below links to the catalog and to repositories whose they are. It keeps quiet where it would be noise (three links or more, the
 * same link in the same channel within half an hour) and where somebody could read it who should not.
 */
export function listenForLinks(app: App, options: UnfurlOptions): void {
  const { linkedTo, db, web, now, log, drawing } = options;

  app.event('link_shared', async ({ event, body }) => {
    const shared = Shared.parse(event);
    if (shared.links.length >= TOO_MANY) return;
    const openness = await opennessOf(shared, Envelope.parse(body));
    if (!openness) return;
    const unfurls: Record<string, { blocks: KnownBlock[] }> = {};
    for (const { url } of shared.links) {
      const linked = await linkedTo(url);
      if (!linked) continue;
      const blocks = drawUnfurl(linked, openness(linked), drawing());
      if (blocks.length === 0 || checkBlocks(blocks, 'message').length > 0) continue;
      // A preview is seen by whoever writes, and comes to no channel before it is sent.
      const isNew = isDraft(shared) || (await claimUnfurl(db, shared.channel, linked.key, now()));
      if (isNew) unfurls[url] = { blocks };
    }
    if (Object.keys(unfurls).length > 0) await send(shared, unfurls);
  });

  /** How much may be said in the channel of a link; null where nothing is. */
  async function opennessOf(
    shared: Shared,
    envelope: z.infer<typeof Envelope>,
  ): Promise<((linked: Linked) => Openness) | null> {
    const { allowSharedChannels, channelOf } = options;
    if (envelope.is_ext_shared_channel && !allowSharedChannels) return null;
    if (isDraft(shared)) {
      // Slack does not say where a draft will go. Unless it says that no other company reads there, nothing is said; else little of private code.
      const isInside = envelope.is_ext_shared_channel === false || allowSharedChannels;
      return isInside ? ({ isPrivate }) => (isPrivate ? 'little' : 'all') : null;
    }
    const { kind, isPrivate: isInvited } = await channelOf(shared.channel);
    if (kind === 'unknown' || (kind === 'shared' && !allowSharedChannels)) return null;
    const isOpen = kind === 'direct' || (isInvited && kind !== 'shared');
    return ({ isPrivate }) => (isPrivate && !isOpen ? 'little' : 'all');
  }

  async function send(
    { channel, message_ts: ts, source, unfurl_id: id }: Shared,
    unfurls: Record<string, { blocks: KnownBlock[] }>,
  ): Promise<void> {
    const target = source === 'composer' && id ? { source, unfurl_id: id } : { channel, ts };
    try {
      await web.chat.unfurl({ ...target, unfurls });
    } catch (error) {
      // Nobody asked: a link without its line is no failure to speak of.
      log.warn({ channel, reason: describeError(error) }, 'slack link not unfurled');
    }
  }
}

function isDraft({ source, unfurl_id: id }: Shared): boolean {
  return source === 'composer' && id !== undefined;
}

/**
 * Two lines and where they come from. Of a private repository in a channel that everybody can read, only whom to ask: the link has
 * said its name, and its files, people and runbooks are for those who were let in.
 */
export function drawUnfurl(
  { brief, facts }: Linked,
  openness: Openness,
  { now, pageOf }: Drawing,
): KnownBlock[] {
  if (openness === 'nothing') return [];
  if (openness === 'little') {
    const { owner, title } = brief;
    if (!owner?.exists) return [];
    const where = owner.channel ? ` ${channelLink(owner.channel)}` : '';
    const url = brief.ref ? pageOf(brief.ref) : null;
    const name = url ? `*${link(url, title)}*` : bold(title, 80);
    const stated = facts.filter((fact) => fact.name === 'owner');
    return [
      section(`${name}  ·  Owned by ${bold(owner.label, 80)}${where}`),
      ...sources(stated, now),
    ];
  }
  return [section(briefText(brief, { pageOf, now })), ...sources(facts, now)];
}

function sources(facts: readonly Fact[], now: Date): KnownBlock[] {
  const line = sourceLine(facts, now);
  return line ? [context([line])] : [];
}
