import type { Context as HttpContext } from 'hono';
import { budgetHeaders } from '../budget.ts';
import { badGateway, failureResponse } from '../failure-response.ts';
import { faultsOf } from '../failures.ts';
import { SUSPENDED } from '../rest/routes.ts';
import type { Services } from '../services.ts';
import { createContext } from './context.ts';
import { costOfPrepared, type Prepared, prepare, type Refused, run } from './execute.ts';

const MAX_NODES = 500_000;

type Body = { query?: unknown; variables?: unknown; operationName?: unknown };

/** `POST /graphql`. */
export async function graphqlEndpoint(c: HttpContext, services: Services): Promise<Response> {
  const { model, tokens, budgets, failures, calls } = services;
  const startedAt = performance.now();
  const body = (await c.req.json().catch(() => ({}))) as Body;
  const query = typeof body.query === 'string' ? body.query : '';
  const variables = (body.variables ?? {}) as Record<string, unknown>;
  const operationName = typeof body.operationName === 'string' ? body.operationName : null;
  const ready = query === '' ? missingQuery : prepare(query, operationName);
  const call = { api: 'graphql' as const, name: nameOf(ready), path: '/graphql', variables };
  const done = (response: Response, points = 0, objects = 0): Response => {
    calls.record({
      at: model.now().toISOString(),
      api: 'graphql',
      name: call.name,
      status: response.status,
      points,
      objects,
      ms: performance.now() - startedAt,
    });
    return response;
  };

  const principal = tokens.principal(c.req.header('authorization'));
  if (!principal || principal.kind === 'app') {
    return done(c.json({ message: 'Bad credentials', status: '401' }, 401));
  }
  if (principal.kind === 'installation' && model.installation.suspendedAt) {
    return done(c.json({ message: SUSPENDED, status: '403' }, 403));
  }
  const failed = failures.take(call);
  for (const failure of failed) {
    const budget = budgets.of(principal, 'graphql');
    const response = await failureResponse(failure, { c, api: 'graphql', budget });
    if (response) return done(response);
  }
  const headers = () => budgetHeaders(budgets.of(principal, 'graphql'), 'graphql');
  if ('errors' in ready) return done(c.json(ready, 200, headers()));

  const cost = costOfPrepared(ready, variables);
  const refusal = refusalOf(cost, principal.kind === 'installation');
  if (refusal) return done(c.json({ errors: [refusal] }, 200, headers()));
  if (!budgets.spend(principal, 'graphql', cost.points)) {
    const message = `API rate limit exceeded for ${principal.kind}.`;
    return done(c.json({ errors: [{ type: 'RATE_LIMITED', message }] }, 200, headers()));
  }
  const faults = faultsOf(failed);
  const budget = budgets.of(principal, 'graphql');
  const context = createContext({ model, principal, faults, cost, budget });
  const result = await run(ready, { variables, context });
  if (context.objects > faults.slowAbove) return done(badGateway(c), cost.points, context.objects);
  return done(c.json(result, 200, headers()), cost.points, context.objects);
}

const missingQuery: Refused = {
  errors: [{ message: 'A query attribute must be specified and must be a string.' }],
};

function nameOf(ready: Prepared | Refused): string {
  return ('operation' in ready && ready.operation.name?.value) || 'anonymous';
}

function refusalOf(
  cost: { nodes: number; fields: ReadonlySet<string> },
  isInstallation: boolean,
): { type: string; message: string } | null {
  if (cost.nodes > MAX_NODES) {
    return {
      type: 'MAX_NODE_LIMIT_EXCEEDED',
      message: `This query requests up to ${cost.nodes.toLocaleString('en')} possible nodes which exceeds the maximum limit of 500,000.`,
    };
  }
  // An App's token has no scopes: GitHub refuses the whole document, not only the field.
  if (isInstallation && cost.fields.has('User.email')) {
    return {
      type: 'INSUFFICIENT_SCOPES',
      message:
        "Your token has not been granted the required scopes to execute this query. The 'email' field requires one of the following scopes: ['user:email', 'read:user'].",
    };
  }
  return null;
}
