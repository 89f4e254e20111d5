import { z } from 'zod';
import type { Dispatch, RepositoryHost, WorkflowRun } from '../../scaffolder/repository-host.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Run = z
  .object({ id: z.number(), url: z.string(), html_url: z.string() })
  .transform(({ id, url, html_url }): WorkflowRun => ({ id, url, htmlUrl: html_url }));
const Runs = z.object({ workflow_runs: z.array(Run) });

const ROUTE = '/repos/{owner}/{repo}/actions/workflows/{workflow}';

export function newestDispatch(calls: Calls, dispatch: Dispatch): Promise<number | null> {
  return calls(`look at runs of ${dispatch.workflow} in ${nameOf(dispatch)}`, async (api) => {
    return (await newest(api, dispatch))?.id ?? null;
  });
}

/** Asks for a run of a workflow, unless one was asked for since `after`. */
export function dispatchWorkflow(
  calls: Calls,
  dispatch: Parameters<RepositoryHost['dispatchWorkflow']>[0],
): Promise<WorkflowRun | null> {
  const { workflow, ref, inputs, after } = dispatch;
  return calls(`run ${workflow} in ${nameOf(dispatch)}`, async (api, attempt) => {
    if (dispatch.mayExist || attempt > 0) {
      const earlier = await newer(api, dispatch, after);
      if (earlier) return earlier;
    }
    await api.call(Anything, `POST ${ROUTE}/dispatches`, {
      ...only(dispatch),
      workflow,
      ref,
      inputs,
    });
    return api.appears(() => newer(api, dispatch, after));
  });
}

async function newer(api: Api, of: Dispatch, after: number | null): Promise<WorkflowRun | null> {
  const found = await newest(api, of);
  return found && found.id > (after ?? 0) ? found : null;
}

async function newest(
  api: Api,
  { workflow, ref, ...place }: Dispatch,
): Promise<WorkflowRun | null> {
  const found = await api.call(Runs, `GET ${ROUTE}/runs`, {
    ...only(place),
    workflow,
    event: 'workflow_dispatch',
    branch: ref,
    per_page: 1,
  });
  return found.workflow_runs[0] ?? null;
}
