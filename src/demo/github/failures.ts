/** One request as failures and the journal see it. */
export type Call = {
  api: 'graphql' | 'rest';
  /** The operation name of a GraphQL query, `GET /repos/:owner/:repo` style for REST. */
  name: string;
  path: string;
  variables: Record<string, unknown>;
};

/** Which calls fail: by operation name or part of the path, by pattern over both, or by looking at the call (its cursor, say). */
export type Match = string | RegExp | ((call: Call) => boolean);

export type Failure = {
  /** Default: every call. */
  match?: Match;
  /** How often; default: until it is lifted. */
  times?: number;
} & (
  | { kind: 'unauthorized' }
  /** The hour's points are used up: 403 for REST; 200 with RATE_LIMITED for GraphQL unless a status is given. */
  | { kind: 'primary-limit'; status?: 200 | 403 | 429 }
  | { kind: 'secondary-limit'; status?: 403 | 429; retryAfterSeconds?: number }
  /** Says no to what a repository's rules forbid, or what nobody may do just now. */
  | { kind: 'refused'; status: 403 | 404 | 409 | 422; message: string; needs?: string }
  | { kind: 'bad-gateway' }
  /** Never answers; the caller's abort signal ends it. */
  | { kind: 'timeout' }
  | { kind: 'broken-connection' }
  /** These repositories come as null, each with an error beside the data. */
  | { kind: 'partial'; repositories: readonly string[] }
  /** Objects above this number come as null with RESOURCE_LIMITS_EXCEEDED. */
  | { kind: 'resource-limit'; above: number }
  /** `Type.field` answers FORBIDDEN, for these repositories or all; a non-null field takes its parent with it. */
  | { kind: 'forbidden'; field: string; repositories?: readonly string[] }
  /** A query that delivers more objects takes more than GitHub's ten seconds: 502, and its points are gone. */
  | { kind: 'slow'; above: number }
);

/** What failures mean for the execution of one query. */
export type Faults = {
  resourceLimit: number;
  slowAbove: number;
  brokenRepositories: ReadonlySet<string>;
  /** `Type.field` -> names of repositories, or null for all. */
  forbidden: ReadonlyMap<string, ReadonlySet<string> | null>;
};

export type Failures = {
  /** Adds a failure; the returned function lifts it. */
  fail: (failure: Failure) => () => void;
  /** The failures of one call; each is counted as used. */
  take: (call: Call) => Failure[];
  lift: () => void;
};

export function createFailures(): Failures {
  let active: { failure: Failure; left: number }[] = [];
  return {
    fail(failure) {
      const entry = { failure, left: failure.times ?? Number.POSITIVE_INFINITY };
      active.push(entry);
      return () => {
        active = active.filter((other) => other !== entry);
      };
    },
    take(call) {
      const taken = active.filter(({ failure, left }) => left > 0 && matches(failure.match, call));
      for (const entry of taken) entry.left--;
      active = active.filter(({ left }) => left > 0);
      return taken.map(({ failure }) => failure);
    },
    lift() {
      active = [];
    },
  };
}

function matches(match: Match | undefined, call: Call): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(call);
  if (typeof match === 'string') return call.name === match || call.path.includes(match);
  return match.test(call.name) || match.test(call.path);
}

export function faultsOf(failures: readonly Failure[]): Faults {
  let resourceLimit = Number.POSITIVE_INFINITY;
  let slowAbove = Number.POSITIVE_INFINITY;
  const broken = new Set<string>();
  const forbidden = new Map<string, ReadonlySet<string> | null>();
  for (const failure of failures) {
    if (failure.kind === 'resource-limit') resourceLimit = Math.min(resourceLimit, failure.above);
    if (failure.kind === 'slow') slowAbove = Math.min(slowAbove, failure.above);
    if (failure.kind === 'partial') for (const name of failure.repositories) broken.add(name);
    if (failure.kind === 'forbidden') {
      forbidden.set(failure.field, failure.repositories ? new Set(failure.repositories) : null);
    }
  }
  return { resourceLimit, slowAbove, brokenRepositories: broken, forbidden };
}
