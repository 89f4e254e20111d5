import type { JsonObject } from './json.ts';

/**
 * A template as it is run: `kind: Template` of `scaffolder.backstage.io/v1beta3`, read once.
 * https://backstage.io/docs/features/software-templates/writing-templates
 */
export type Template = {
  /** `template:default/node-service`. */
  ref: string;
  title: string;
  description: string | null;
  tags: readonly string[];
  /** `spec.type`: service, website, … */
  type: string;
  /** Ref of who keeps it. */
  owner: string | null;
  /** The file it stands in, for addresses relative to it: `url:https://github.com/o/r/blob/main/t/template.yaml` or `file:/…`. */
  location: string;
  /** JSON Schemas with `ui:` keys, one a page of the form. */
  pages: readonly JsonObject[];
  steps: readonly Step[];
  output: Output;
  /** JSON Schema of `spec.secrets.schema`. */
  secrets: JsonObject | null;
  labels: { back: string | null; create: string | null; review: string | null };
  /** Who says yes before it runs: whoever will own what is made, an entity's members, or nobody. From `callboard.dev/approval`. */
  approval: { kind: 'none' } | { kind: 'owner' } | { kind: 'entity'; ref: string };
};

export type Step = {
  /** `step-<n>`, counted from 1, where the file has none. */
  id: string;
  name: string;
  action: string;
  input: JsonObject;
  /** False or an expression that renders to something falsy skips the step. */
  if: string | boolean | null;
  /** An expression that renders to an array or object: the step runs once for each. */
  each: string | readonly unknown[] | JsonObject | null;
};

export type Output = {
  links: readonly JsonObject[];
  text: readonly JsonObject[];
  /** Everything else below `spec.output`. */
  more: JsonObject;
};
