import { z } from 'zod';
import { thingIn } from '../../things.ts';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { noteNew, targetOf } from './target.ts';

export const githubWebhook = defineAction({
  id: 'github:webhook',
  description: 'Makes a webhook of a repository.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    webhookUrl: z.url({ protocol: /^https?$/ }).describe('Where it is sent to'),
    webhookSecret: z.string().optional().describe('What it is signed with'),
    events: z
      .union([z.array(z.string()).min(1), z.string()])
      .default(['push'])
      .describe('What it tells of; "*" is everything'),
    active: z.boolean().default(true).describe('Whether it is sent'),
    contentType: z.enum(['form', 'json']).default('form').describe('How it is written'),
    insecureSsl: z.boolean().default(false).describe('Sends it also to a wrong certificate'),
    token: Token,
  }),
  output: z.object({}),
  async run(context) {
    const { input, log } = context;
    const { host, place } = targetOf(context);
    const { webhookUrl: url, events } = input;
    await noteNew(context, thingIn(place, { kind: 'webhook', within: url }));
    await host.ensureWebhook(place, {
      url,
      secret: input.webhookSecret ?? null,
      events: typeof events === 'string' ? [events] : events,
      isActive: input.active,
      contentType: input.contentType,
      skipsTls: input.insecureSsl,
    });
    log(`Made a webhook to ${new URL(url).host}`);
    return {};
  },
});
