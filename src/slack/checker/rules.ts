/** Something Slack would refuse, at a JSON pointer, in the words of Slack's own validator. */
export type Problem = { pointer: string; message: string };

export type Surface = 'message' | 'modal' | 'home';

/** What is remembered while a payload is walked through once. */
export type Walk = {
  surface: Surface;
  problems: Problem[];
  blockIds: Set<string>;
  /** Of the block being looked at. */
  actionIds: Set<string>;
  /** How often an element or block was met that may stand only so often in one payload. */
  counts: Map<string, number>;
};

/** Looks at one value and reports what is wrong with it. Rules never throw, whatever the value. */
export type Rule = (value: unknown, pointer: string, walk: Walk) => void;

export type Fields = Record<string, unknown>;

export function report(walk: Walk, pointer: string, message: string): void {
  walk.problems.push({ pointer, message });
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of `min` to `max` UTF-16 units, the stricter way to count. */
export function string(max = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, walk) => {
    if (typeof value !== 'string') report(walk, pointer, 'must provide a string');
    else if (value.length < min) report(walk, pointer, `must be more than ${min - 1} characters`);
    else if (value.length > max) report(walk, pointer, `must be less than ${max + 1} characters`);
  };
}

export function pattern(shape: RegExp, name: string): Rule {
  return (value, pointer, walk) => {
    if (typeof value !== 'string') report(walk, pointer, 'must provide a string');
    else if (!shape.test(value)) report(walk, pointer, `must be a valid ${name}`);
  };
}

/** An address of at most 3,000 characters. */
export const url: Rule = (value, pointer, walk) => {
  string(3000)(value, pointer, walk);
  if (typeof value !== 'string' || value === '') return;
  if (!URL.canParse(value)) report(walk, pointer, 'must be a valid URL');
};

export function integer(min: number, max: number): Rule {
  return (value, pointer, walk) => {
    if (!Number.isInteger(value)) report(walk, pointer, 'must provide an integer');
    else if (Number(value) < min || Number(value) > max) {
      report(walk, pointer, `must be between ${min} and ${max}`);
    }
  };
}

export const number: Rule = (value, pointer, walk) => {
  if (!Number.isFinite(value)) report(walk, pointer, 'must provide a number');
};

export const boolean: Rule = (value, pointer, walk) => {
  if (typeof value !== 'boolean') report(walk, pointer, 'must provide a boolean');
};

export function oneOf(...allowed: readonly unknown[]): Rule {
  return (value, pointer, walk) => {
    if (!allowed.includes(value)) report(walk, pointer, 'must be a valid enum value');
  };
}

export function list(item: Rule, max = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, walk) => {
    if (!Array.isArray(value)) {
      report(walk, pointer, 'must provide an array');
      return;
    }
    if (value.length > max) report(walk, pointer, `no more than ${max} items allowed`);
    if (value.length < min) report(walk, pointer, `no fewer than ${min} items allowed`);
    // Items beyond the limit are not looked at: one problem says it, and the walk stays quick.
    for (let index = 0; index < Math.min(value.length, max); index += 1) {
      item(value[index], `${pointer}/${index}`, walk);
    }
  };
}

export type Shape = {
  required?: Record<string, Rule>;
  optional?: Record<string, Rule>;
  /** What no single field can tell: either-or, sums, equality. */
  also?: (value: Fields, pointer: string, walk: Walk) => void;
};

/** An object with these fields and no others. A field that is `undefined` is not there, as in JSON. */
export function object({ required = {}, optional = {}, also }: Shape): Rule {
  return (value, pointer, walk) => {
    if (!isObject(value)) {
      report(walk, pointer, 'must provide an object');
      return;
    }
    for (const [key, rule] of Object.entries(required)) {
      if (value[key] === undefined) report(walk, pointer, `missing required field: ${key}`);
      else rule(value[key], `${pointer}/${key}`, walk);
    }
    for (const key of Object.keys(value)) {
      if (value[key] === undefined || Object.hasOwn(required, key)) continue;
      if (!Object.hasOwn(optional, key)) {
        report(walk, pointer, `invalid additional property: ${shortened(key)}`);
      } else optional[key]?.(value[key], `${pointer}/${key}`, walk);
    }
    also?.(value, pointer, walk);
  };
}

/** An object whose `type` names its rule in `table`. */
export function byType(table: Record<string, Rule>): Rule {
  return (value, pointer, walk) => {
    if (!isObject(value)) {
      report(walk, pointer, 'must provide an object');
      return;
    }
    const type = value['type'];
    const rule = typeof type === 'string' && Object.hasOwn(table, type) ? table[type] : undefined;
    if (type === undefined) report(walk, pointer, 'missing required field: type');
    else if (!rule) report(walk, `${pointer}/type`, `unsupported type: ${shortened(type)}`);
    else rule(value, pointer, walk);
  };
}

/** The rules of `table` with these names. */
export function pick(table: Record<string, Rule>, names: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(
    names.flatMap((name) => (table[name] ? [[name, table[name]] as const] : [])),
  );
}

/** Counts what may stand at most `limit` times in one payload, and reports each one too many. */
export function countUpTo(
  walk: Walk,
  { what, limit, pointer }: { what: string; limit: number; pointer: string },
): void {
  const count = (walk.counts.get(what) ?? 0) + 1;
  walk.counts.set(what, count);
  if (count > limit) report(walk, pointer, `no more than ${limit} \`${what}\` allowed`);
}

function shortened(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 60) : typeof value;
}
