import { z } from 'zod';
import type { Texts, WorkflowScope } from '../../scaffolder/repository-host.ts';
import { refusalOf } from '../refusal.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';
import { seal } from './sealed-box.ts';

const PublicKey = z.object({ key_id: z.string(), key: z.string() });

/** Variables of workflows; one that is there gets the new value. */
export function setVariables(calls: Calls, of: WorkflowScope, variables: Texts): Promise<void> {
  return calls(`set variables of ${scopeOf(of)}`, async (api) => {
    const route = `${rootOf(of)}/variables`;
    for (const [name, value] of Object.entries(variables))
      await setVariable(api, { route, of, name, value });
  });
}

async function setVariable(
  api: Api,
  { route, of, name, value }: { route: string; of: WorkflowScope; name: string; value: string },
): Promise<void> {
  const at = { ...only(of), environment: of.environment, name, value };
  try {
    await api.call(Anything, `POST ${route}`, at);
  } catch (error) {
    if (refusalOf(error)?.status !== 409) throw error;
    await api.call(Anything, `PATCH ${route}/{name}`, at);
  }
}

/** Secrets of workflows, sealed with the key GitHub gives for it; one that is there gets the new value. */
export function setSecrets(calls: Calls, of: WorkflowScope, secrets: Texts): Promise<void> {
  return calls(`set secrets of ${scopeOf(of)}`, async (api) => {
    const route = `${rootOf(of)}/secrets`;
    const at = { ...only(of), environment: of.environment };
    const { key, key_id } = await api.call(PublicKey, `GET ${route}/public-key`, at);
    for (const [name, value] of Object.entries(secrets))
      await api.call(Anything, `PUT ${route}/{name}`, {
        ...at,
        name,
        key_id,
        encrypted_value: seal(value, key),
      });
  });
}

function rootOf({ environment }: WorkflowScope): string {
  return environment === undefined
    ? '/repos/{owner}/{repo}/actions'
    : '/repos/{owner}/{repo}/environments/{environment}';
}

function scopeOf(of: WorkflowScope): string {
  return of.environment === undefined
    ? nameOf(of)
    : `the environment ${of.environment} of ${nameOf(of)}`;
}
