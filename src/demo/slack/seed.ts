import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Seed } from './model.ts';

const at = z.iso.datetime({ offset: true });
const id = (kind: string) => z.string().regex(new RegExp(`^${kind}[A-Z0-9]{2,}$`));

const SeedAttachment = z.strictObject({
  color: z.string().optional(),
  pretext: z.string().optional(),
  author_name: z.string().optional(),
  title: z.string().optional(),
  title_link: z.url().optional(),
  text: z.string().optional(),
  fields: z
    .array(z.strictObject({ title: z.string(), value: z.string(), short: z.boolean().optional() }))
    .optional(),
  footer: z.string().optional(),
  fallback: z.string().optional(),
});

const SeedFile = z
  .strictObject({
    team: z.strictObject({ id: id('T'), name: z.string().min(1), domain: z.string().min(1) }),
    people: z.array(
      z.strictObject({
        id: id('[UW]'),
        name: z.string().min(1),
        realName: z.string().min(1),
        email: z.email().nullable(),
        tz: z.string().min(1),
        title: z.string(),
      }),
    ),
    bots: z
      .array(z.strictObject({ id: id('U'), name: z.string().min(1), realName: z.string().min(1) }))
      .optional(),
    channels: z.array(
      z.strictObject({
        name: z.string().regex(/^[\p{Ll}\p{N}_-]{1,80}$/u, 'is not a channel name without #'),
        topic: z.string().optional(),
        kind: z.enum(['channel', 'private']).optional(),
        members: z.array(z.string()).optional(),
        isArchived: z.boolean().optional(),
        isShared: z.boolean().optional(),
        hasBot: z.boolean().optional(),
      }),
    ),
    messages: z.array(
      z.strictObject({
        channel: z.string(),
        from: z.string(),
        at,
        text: z.string(),
        attachments: z.array(SeedAttachment).optional(),
        replies: z.array(z.strictObject({ from: z.string(), at, text: z.string() })).optional(),
      }),
    ),
  })
  .superRefine((seed, context) => {
    const people = new Set([...seed.people, ...(seed.bots ?? [])].map((person) => person.id));
    const channels = new Set(seed.channels.map((channel) => channel.name));
    function expectPerson(person: string, path: (string | number)[]): void {
      if (people.has(person)) return;
      context.addIssue({ code: 'custom', path, message: `there is no person ${person}` });
    }
    for (const [index, channel] of seed.channels.entries()) {
      for (const [place, member] of (channel.members ?? []).entries()) {
        expectPerson(member, ['channels', index, 'members', place]);
      }
    }
    for (const [index, message] of seed.messages.entries()) {
      expectPerson(message.from, ['messages', index, 'from']);
      for (const [place, reply] of (message.replies ?? []).entries()) {
        expectPerson(reply.from, ['messages', index, 'replies', place, 'from']);
      }
      if (channels.has(message.channel)) continue;
      context.addIssue({
        code: 'custom',
        path: ['messages', index, 'channel'],
        message: `there is no channel ${message.channel}`,
      });
    }
  });

/** Reads a workspace from YAML. A `UserError` names everything that is wrong with the file. */
export function readSeed(file: string): Seed {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [broken] = document.errors;
  if (broken) throw new UserError(`${file} is not YAML: ${broken.message}`, 'Correct the file.');
  const seed = SeedFile.safeParse(document.toJS());
  if (seed.success) return seed.data as Seed;
  const list = seed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UserError(`${file} is not a workspace: ${list.join('; ')}.`, 'Correct these lines.');
}
