import { Hono } from 'hono';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Place, Workspace } from '../slack/model.ts';
import { jsonBody } from './json-body.ts';
import type { Command } from './pages/page.ts';
import { canSee, type Reads } from './reading.ts';
import { Act, Close, OpenTab, Read, Say, Submit, Suggest, UseShortcut } from './requests.ts';
import { actionValue, stateOf } from './state.ts';

/** What a person does on the page, each handed to their actor in the fake Slack. Bodies are JSON, which no other site may send here. */
export function actionRoutes(
  slack: Workspace,
  { reads, commands }: { reads: Reads; commands: readonly Command[] },
): Hono {
  const app = new Hono();

  app.post('/say', async (c) => {
    const { as, channel, thread, text } = await jsonBody(c, Say);
    const actor = actorIn(as, channel);
    const command = commandIn(text, commands);
    if (command && !thread) {
      return c.json(await actor.command(channel, command.name, command.text));
    }
    if (command) {
      throw new UserError('A slash command does not work in a thread.', 'Use it in the channel.');
    }
    const { ts, threadTs } = await actor.say(channel, text, thread ? { thread } : {});
    reads.read(channel, as);
    return c.json({ ok: true, ts, thread: threadTs });
  });
  app.post('/act', async (c) => {
    const { as, place, block, action, type, value } = await jsonBody(c, Act);
    const tz = zoneOf(as);
    const sent = typeof value === 'string' ? actionValue(type, value, tz) : value;
    await actor(as).act(placeOf(as, place), block, action, sent);
    return c.json({ ok: true });
  });
  app.post('/suggest', async (c) => {
    const { as, place, block, action, query } = await jsonBody(c, Suggest);
    const options = await actor(as).suggest(placeOf(as, place), block, action, query);
    return c.json({ options });
  });
  app.post('/shortcut', async (c) => {
    const { as, callback, message } = await jsonBody(c, UseShortcut);
    const person = message ? actorIn(as, message.channel) : actor(as);
    await person.shortcut(callback, message);
    return c.json({ ok: true });
  });
  app.post('/submit', async (c) => {
    const { as, viewId, fields } = await jsonBody(c, Submit);
    const person = actor(as);
    const open = person.views().find(({ id }) => id === viewId);
    if (!open) throw new UserError('This dialog is closed already.', 'Open it again.');
    return c.json(await person.submit(viewId, stateOf(open.view, fields, zoneOf(as))));
  });
  app.post('/close', async (c) => {
    const { as, viewId, isWhole } = await jsonBody(c, Close);
    const person = actor(as);
    if (!isWhole) await person.close(viewId);
    else for (const { id } of person.views().toReversed()) await person.close(id);
    return c.json({ ok: true });
  });
  app.post('/home', async (c) => {
    const { as, tab } = await jsonBody(c, OpenTab);
    await actor(as).openHome(tab);
    return c.json({ ok: true });
  });
  app.post('/read', async (c) => {
    const { as, channel } = await jsonBody(c, Read);
    actorIn(as, channel);
    reads.read(channel, as);
    return c.json({ ok: true });
  });

  function actor(as: string) {
    if (!slack.people().some(({ id, isBot }) => id === as && !isBot)) {
      throw new UserError('Nobody here goes by that id.', 'Choose somebody of the workspace.');
    }
    return slack.as(as);
  }

  function actorIn(as: string, channel: string) {
    if (!slack.channels().some((each) => each.id === channel && canSee(each, as))) {
      throw new UserError('There is no such channel for you.', 'Choose one from the list.');
    }
    return actor(as);
  }

  function zoneOf(as: string): string {
    return slack.people().find(({ id }) => id === as)?.tz ?? 'UTC';
  }

  function placeOf(as: string, place: z.infer<typeof Act>['place']): Place {
    if (place.kind === 'message') actorIn(as, place.channel);
    if (place.kind !== 'view') return place;
    const open = actor(as)
      .views()
      .find(({ id }) => id === place.viewId);
    if (!open) throw new UserError('This dialog is closed already.', 'Open it again.');
    return { ...place, state: stateOf(open.view, place.fields, zoneOf(as)) };
  }

  return app;
}

/** The command a text begins with and what follows it, or null; a lone slash word nobody registered is an error, as in Slack. */
function commandIn(
  text: string,
  commands: readonly Pick<Command, 'name'>[],
): { name: string; text: string } | null {
  const found = /^(\/[a-z][\w-]*)(?:\s+([\s\S]*))?$/.exec(text.trim());
  const name = found?.[1];
  if (!found || !name) return null;
  if (!commands.some((command) => command.name === name)) {
    throw new UserError(
      `${name} is not a command here.`,
      'To send it as text, begin with a space or another word.',
    );
  }
  return { name, text: (found[2] ?? '').trim() };
}
