import { RequestError } from 'octokit';
import { describe, expect, it } from 'vitest';
import { type GraphqlError, judgeGraphqlErrors, judgeThrown } from './failure.ts';

const now = new Date('2026-06-15T12:00:00Z');
const inAnHour = new Date('2026-06-15T13:00:00Z');
const reset = String(new Date('2026-06-15T12:20:00Z').getTime() / 1000);

function thrown(status: number, message: string, headers: Record<string, string> = {}) {
  return new RequestError(message, status, {
    request: { method: 'POST', url: 'https://api.github.com/graphql', headers: {} },
    response: { status, url: '', headers, data: {} },
  });
}

describe('an HTTP answer', () => {
  it.each([
    [401, 'Bad credentials', {}, 'unauthorized', null],
    [403, 'Resource protected by organization SAML enforcement', {}, 'forbidden', null],
    [404, 'Not Found', {}, 'missing', null],
    [422, 'Validation failed', {}, 'rejected', null],
    [
      403,
      'API rate limit exceeded',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
      'exhausted',
      new Date('2026-06-15T12:20:00Z'),
    ],
    [429, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }, 'exhausted', inAnHour],
  ] as const)('%i "%s" ends the run', (status, message, headers, code, resumesAt) => {
    const failure = judgeThrown(thrown(status, message, headers), now);
    expect(failure).toMatchObject({ kind: 'stop', stop: { code, resumesAt } });
  });

  it.each([
    [{ 'retry-after': '17' }, 17_000],
    [{}, 60_000],
  ] as const)('with a secondary limit and headers %o asks for a pause', (headers, ms) => {
    const error = thrown(403, 'You have exceeded a secondary rate limit.', headers);
    expect(judgeThrown(error, now)).toMatchObject({ kind: 'wait', ms });
  });

  it.each([500, 502, 503, 504])('%i asks for less', (status) => {
    expect(judgeThrown(thrown(status, 'Bad gateway'), now)).toEqual({
      kind: 'tooMuch',
      reason: `GitHub answered ${status}`,
    });
  });

  it('that never comes is told from a network that is away', () => {
    const late = thrown(500, 'x');
    late.cause = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(judgeThrown(late, now)).toMatchObject({ reason: 'GitHub did not answer in time' });
    const away = thrown(500, 'x');
    away.cause = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') });
    expect(judgeThrown(away, now)).toMatchObject({
      reason: 'GitHub could not be reached (fetch failed (getaddrinfo ENOTFOUND))',
    });
  });
});

describe('errors in a GraphQL answer', () => {
  const judge = (errors: GraphqlError[], hasData: boolean) =>
    judgeGraphqlErrors(errors, { hasData, resumesAt: null, now });

  it('about some fields leave the rest usable', () => {
    expect(
      judge([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }], true),
    ).toBeNull();
  });

  it('about one object that GitHub cannot load leave the others usable', () => {
    const message = 'Something went wrong while executing your query.';
    expect(judge([{ path: ['nodes', 3], message }], true)).toBeNull();
  });

  it.each([
    { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits exceeded' },
    {
      message:
        'Something went wrong while executing your query. This may be the result of a timeout.',
    },
  ])('that say it was too much ask for less: %o', (error) => {
    expect(judge([error], true)).toMatchObject({ kind: 'tooMuch' });
  });

  it('that say the limit is used up stop for an hour where no time is named', () => {
    expect(judge([{ type: 'RATE_LIMITED', message: 'limit' }], false)).toMatchObject({
      kind: 'stop',
      stop: { code: 'exhausted', resumesAt: inAnHour },
    });
  });

  it.each([
    ['INSUFFICIENT_SCOPES', 'forbidden'],
    ['undefinedField', 'rejected'],
  ])('of type %s without data stop as %s', (type, code) => {
    expect(judge([{ type, message: 'no' }], false)).toMatchObject({ kind: 'stop', stop: { code } });
  });
});
