import type { Entity } from '../../catalog/entity.ts';
import type { Json, JsonObject } from '../json.ts';

/** Renders every string of a value. An expression alone keeps the type of what it yields; undefined where it yields nothing. */
export type RenderValue = (
  value: Json,
  asked: { context: JsonObject; hasFailed: boolean; signal: AbortSignal },
) => Promise<{
  value: Json | undefined;
  /** Expressions that could not be rendered and stay as they are, in words. */
  problems: readonly string[];
}>;

/** What expressions of a run may speak of. */
export function scopeOf({
  run,
  values,
  user,
  outputs,
}: {
  run: string;
  values: JsonObject;
  user: { ref: string; entity: Entity | null } | null;
  /** Of the steps that were done, by id. */
  outputs: ReadonlyMap<string, JsonObject>;
}): JsonObject {
  const steps = [...outputs].map(([id, output]) => [id, { output }]);
  return {
    parameters: values,
    steps: Object.fromEntries(steps) as JsonObject,
    user: user ? { ref: user.ref, entity: user.entity as unknown as Json } : {},
    context: { task: { id: run } },
    environment: { parameters: {} },
  };
}

/** The same where secrets may be spoken of: in the input and the `each` of a step, nowhere else. */
export function withSecrets(
  scope: JsonObject,
  secrets: Readonly<Record<string, string>>,
): JsonObject {
  return { ...scope, secrets, environment: { parameters: {}, secrets: {} } };
}
