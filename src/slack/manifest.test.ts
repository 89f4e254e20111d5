import { describe, expect, it } from 'vitest';
import { manifestFor } from './manifest.ts';

const file = (transport: string) => `../../manifests/slack-app.${transport}.json`;

describe.each(['socket', 'http'] as const)('the %s manifest', (transport) => {
  it('is the one in manifests/ (write it with `npx vitest run --update src/slack/manifest.test.ts`)', async () => {
    const text = `${JSON.stringify(manifestFor(transport), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(file(transport));
  });

  it('keeps to Slack’s limits', () => {
    const { display_information: about, features } = manifestFor(transport);
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description?.length).toBeLessThanOrEqual(140);
    expect(about.long_description?.length).toBeGreaterThanOrEqual(175);
    expect(about.long_description?.length).toBeLessThanOrEqual(4000);
    expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    for (const command of features?.slash_commands ?? []) {
      expect(command.command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(command.usage_hint?.length).toBeLessThanOrEqual(1000);
    }
  });
});
