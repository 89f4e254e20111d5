import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { thingIn } from '../../things.ts';
import { defineAction } from '../action.ts';
import { RepoUrl, Token } from './inputs.ts';
import { newSshKey } from './ssh-key.ts';
import { noteNew, targetOf } from './target.ts';

export const githubDeployKeyCreate = defineAction({
  id: 'github:deployKey:create',
  description:
    'Adds a deploy key, and keeps its private half as a secret of the workflows. Makes both where none are given.',
  isHarmless: false,
  input: z.object({
    repoUrl: RepoUrl,
    publicKey: z.string().optional().describe('As ssh-keygen writes it; made if there is none'),
    privateKey: z.string().optional().describe('As ssh-keygen writes it; made if there is none'),
    deployKeyName: z.string().min(1).describe('Its name'),
    privateKeySecretName: z
      .string()
      .optional()
      .describe('Name of the secret; NAME_PRIVATE_KEY of the name if none'),
    token: Token,
  }),
  output: z.object({ privateKeySecretName: z.string().describe('Name of the secret') }),
  async run(context) {
    const { input, log } = context;
    const { host, place } = targetOf(context);
    const title = input.deployKeyName;
    const name = input.privateKeySecretName || `${secretNameOf(title)}_PRIVATE_KEY`;
    const given = pairOf(input);
    await noteNew(context, thingIn(place, { kind: 'deploy-key', within: title }));
    // A pair made here is kept nowhere, so a try that broke off makes another, which takes the first one's place.
    const pair = given ?? newSshKey(title);
    await host.ensureDeployKey(place, { title, publicKey: pair.publicKey, isReadOnly: false });
    await host.setSecrets(place, { [name]: pair.privateKey });
    log(`Added the deploy key ${title}; its private half is the secret ${name}`);
    return { privateKeySecretName: name };
  },
});

function pairOf(input: { publicKey?: string | undefined; privateKey?: string | undefined }) {
  const { publicKey, privateKey } = input;
  if (publicKey && privateKey) return { publicKey, privateKey };
  if (!(publicKey || privateKey)) return null;
  throw new UserError(
    'A deploy key needs both of its halves.',
    'Give publicKey and privateKey, or neither to have them made.',
  );
}

/** What GitHub takes as a name of a secret. */
function secretNameOf(title: string): string {
  return title
    .toUpperCase()
    .replace(/[^A-Z0-9_]+/g, '_')
    .replace(/^(?=\d|GITHUB_)/, '_');
}
