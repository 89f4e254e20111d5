import { describe, expect, it } from 'vitest';
import { MODAL, refusal, SECTION, triggerOf, world } from '../test-slack.ts';

describe('views', () => {
  it('are opened with a trigger, once and within three seconds', async () => {
    const { slack, client, clock } = world();
    const trigger_id = await triggerOf(slack);
    await client.views.open({ trigger_id, view: MODAL });
    expect(slack.as('U01ANA').views()).toMatchObject([{ user: 'U01ANA', view: { type: 'modal' } }]);
    const open = (id: string) => refusal(client.views.open({ trigger_id: id, view: MODAL }));
    expect((await open(trigger_id)).error).toBe('exchanged_trigger_id');
    expect((await open('1.2.3')).error).toBe('invalid_trigger_id');
    const late = await triggerOf(slack);
    clock.now = new Date(clock.now.getTime() + 3001);
    expect((await open(late)).error).toBe('expired_trigger_id');
  });

  it('stack three high', async () => {
    const { slack, client } = world();
    const push = async () => client.views.push({ trigger_id: await triggerOf(slack), view: MODAL });
    expect((await refusal(push())).error).toBe('not_found');
    const root = await client.views.open({ trigger_id: await triggerOf(slack), view: MODAL });
    const second = await push();
    expect(second.view).toMatchObject({
      root_view_id: root.view?.id,
      previous_view_id: root.view?.id,
    });
    await push();
    expect((await refusal(push())).error).toBe('push_limit_reached');
    expect(slack.as('U01ANA').views()).toHaveLength(3);
  });

  it('are updated by id or external id, where nobody else did it before', async () => {
    const { slack, client } = world();
    const view = { ...MODAL, external_id: 'scaffold-1' };
    const opened = await client.views.open({ trigger_id: await triggerOf(slack), view });
    const hash = opened.view?.hash ?? '';
    await client.views.update({ external_id: 'scaffold-1', hash, view });
    const late = client.views.update({ view_id: opened.view?.id ?? '', hash, view });
    expect((await refusal(late)).error).toBe('hash_conflict');
    expect((await refusal(client.views.update({ view_id: 'V0', view }))).error).toBe('not_found');
    const twin = client.views.open({ trigger_id: await triggerOf(slack), view });
    expect((await refusal(twin)).error).toBe('duplicate_external_id');
  });

  it('are published as the Home tab of one person', async () => {
    const { slack, client } = world();
    const view = { type: 'home' as const, blocks: [SECTION] };
    const first = await client.views.publish({ user_id: 'U01ANA', view });
    await client.views.publish({ user_id: 'U01ANA', hash: first.view?.hash ?? '', view });
    const late = client.views.publish({ user_id: 'U01ANA', hash: first.view?.hash ?? '', view });
    expect((await refusal(late)).error).toBe('hash_conflict');
    expect(slack.as('U01ANA').home()?.type).toBe('home');
    expect(slack.as('U01SAM').home()).toBeNull();
    expect((await refusal(client.views.publish({ user_id: 'U0X', view }))).error).toBe(
      'user_not_found',
    );
  });

  it('are refused when they are too large, of the wrong kind, or would not be drawn', async () => {
    const { slack, client } = world();
    const open = async (view: object) =>
      refusal(
        client.views.open({ trigger_id: await triggerOf(slack), view: view as typeof MODAL }),
      );
    const text = { type: 'mrkdwn', text: 'x'.repeat(250_000) };
    expect((await open({ ...MODAL, blocks: [{ type: 'section', text }] })).error).toBe(
      'view_too_large',
    );
    expect(await open({ type: 'home', blocks: [] })).toEqual({
      error: 'invalid_arguments',
      messages: [
        '[ERROR] failed to match all allowed schemas [json-pointer:/view]',
        '[ERROR] must be `modal` [json-pointer:/view/type]',
      ],
    });
  });
});
