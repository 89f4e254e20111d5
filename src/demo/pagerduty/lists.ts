import type { Account } from './account.ts';

export type Asked = { path: string; query: URLSearchParams };
export type Answered = { status: number; body: Record<string, unknown> };

const MOST = 100;
const THREE_MONTHS_MS = 93 * 24 * 3_600_000;

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

/** One page of a list, as every list of PagerDuty comes. */
export function paged({ query }: Asked, name: string, items: readonly unknown[]): Answered {
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(Number(query.get('limit') ?? 25), MOST);
  const more = offset + limit < items.length;
  return {
    status: 200,
    body: { [name]: items.slice(offset, offset + limit), offset, limit, more, total: null },
  };
}

export function referenceTo(account: Account, path: string, id: string, summary: string) {
  return { id, summary, html_url: `https://${account.subdomain}.pagerduty.com/${path}/${id}` };
}

export function listOnCalls(account: Account, asked: Asked): Answered {
  const { query } = asked;
  const [since, until] = ['since', 'until'].map((name) => new Date(query.get(name) ?? Number.NaN));
  if (!since || !until || !(since < until) || until.getTime() - since.getTime() > THREE_MONTHS_MS)
    return {
      status: 400,
      body: {
        error: {
          message: 'Invalid Input Provided',
          errors: ['The search range cannot exceed 3 months.'],
        },
      },
    };
  const policies = query.getAll('escalation_policy_ids[]');
  const found = account.shifts.filter(
    ({ policy, start, end }) =>
      (policies.length === 0 || policies.includes(policy)) &&
      (start === null || start < until) &&
      (end === null || end > since),
  );
  const isWhole = query.getAll('include[]').includes('users');
  return paged(
    asked,
    'oncalls',
    found.map(({ policy, level, schedule, user, start, end }) => ({
      escalation_policy: referenceTo(account, 'escalation_policies', policy, policy),
      escalation_level: level,
      schedule: schedule && referenceTo(account, 'schedules', schedule, schedule),
      user: {
        ...referenceTo(account, 'users', user.id, user.name),
        ...(isWhole && { name: user.name, email: user.email }),
      },
      start: start?.toISOString() ?? null,
      end: end?.toISOString() ?? null,
    })),
  );
}
