import { corrections } from '../src/db/schema.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { press } from './slack/controls.ts';

export const LENA = 'U02LENA';
export const ANA = 'U02ANA';
/** Leads the team that owns kyc-gateway. */
export const HANA = 'U02HANA';
export const KYC = 'component:default/kyc-gateway';

export const textOf = (value: string) => ({ type: 'plain_text_input', value });
export const picked = (value: string, label = value) => ({
  selected_option: { text: { type: 'plain_text', text: label }, value },
});

/** What people do to correct something, and what they see of it. `worldOf`: the world of the running test. */
export function fixingIn(worldOf: () => World) {
  async function settled(): Promise<void> {
    await worldOf().slack.settled();
    await worldOf().app.slack?.settled();
  }

  return {
    settled,
    /** A message as it stands now. */
    latest(message: Message): Message {
      const { slack } = worldOf();
      const { channel, ts, threadTs } = message;
      const all = [...slack.messages(channel), ...slack.thread(channel, threadTs ?? ts)];
      return all.find((one) => one.ts === ts) ?? message;
    },
    rows: () => worldOf().app.core.db.select().from(corrections),
    pulls: (name: string) =>
      worldOf()
        .github.model.repository(name)
        .pullRequests.filter(({ headRefName }) => headRefName.startsWith('callboard/')),
    async fileOf(name: string, path = 'catalog-info.yaml', ref?: string): Promise<string> {
      const url = `https://api.github.com/repos/marlinpay/${name}/contents/${path}${ref ? `?ref=${ref}` : ''}`;
      const response = await worldOf().github.fetch(url, {
        headers: {
          authorization: 'token ghp_demo',
          accept: 'application/vnd.github.raw+json',
        },
      });
      return response.text();
    },
    /** Opens the form below an answer, with the field picked. */
    async openForm(answer: Message, field: string, person = LENA) {
      const me = worldOf().slack.as(person);
      await press(worldOf().slack, person, answer, 'Wrong? Fix it');
      await settled();
      const view = me.views().at(-1);
      if (!view) throw new Error('No form was opened.');
      await me.act({ kind: 'view', viewId: view.id }, 'pick', 'fix-field', field);
      await settled();
      return me.views().at(-1) ?? view;
    },
    /** Sends the first page, and the second one where it comes. */
    async submit(view: { id: string }, { reason, ...values }: Values, person = LENA) {
      const me = worldOf().slack.as(person);
      const first = await me.submit(view.id, values as never);
      await settled();
      const top = me.views().at(-1);
      if (Object.keys(first.errors).length > 0 || !top || top.id === view.id) return first;
      const done = await me.submit(top.id, (reason ? { reason } : {}) as never);
      await settled();
      return done;
    },
  };
}

type Values = { reason?: object; [block: string]: object | undefined };
