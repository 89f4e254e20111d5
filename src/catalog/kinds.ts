import { z } from 'zod';
import {
  apiVersionFormat,
  type Format,
  keyFormat,
  kindFormat,
  labelValueFormat,
  nameFormat,
  namespaceFormat,
  shortFormat,
  tagFormat,
  urlFormat,
  wordsFormat,
} from './format.ts';

// The envelope and kinds of catalog-model 1.10.1, its AI model layer and the scaffolder's Template. Fields of `metadata` and
// `spec` that are not named here are allowed, as in Backstage; at the root they are not.

const text = z.string().min(1);
const texts = z.array(text);
const flagOrText = z.union([z.string(), z.boolean()]);
const anyMap = z.record(z.string(), z.unknown());

function formatted(format: Format) {
  return z
    .string()
    .min(1)
    .refine(format.isValid, { error: `allowed: ${format.allowed}` });
}

const Metadata = z.looseObject({
  name: formatted(nameFormat),
  namespace: formatted(namespaceFormat).optional(),
  title: text.optional(),
  description: z.string().optional(),
  labels: z
    .record(
      formatted(keyFormat),
      z
        .string()
        .refine(labelValueFormat.isValid, { error: `allowed: ${labelValueFormat.allowed}` }),
    )
    .optional(),
  // Backstage adds annotations of its own before it checks, so that an empty `annotations:` passes.
  annotations: z.record(formatted(keyFormat), z.string()).nullish(),
  tags: z.array(formatted(tagFormat)).optional(),
  links: z
    .array(
      z.looseObject({
        url: formatted(urlFormat),
        title: formatted(wordsFormat).optional(),
        icon: formatted(wordsFormat).optional(),
        type: text.optional(),
      }),
    )
    .optional(),
  uid: text.optional(),
  etag: text.optional(),
});

export const Envelope = z.strictObject({
  apiVersion: formatted(apiVersionFormat),
  kind: formatted(kindFormat),
  metadata: Metadata,
  spec: anyMap.optional(),
});

const profile = z
  .looseObject({
    displayName: text.optional(),
    email: text.optional(),
    picture: text.optional(),
  })
  .optional();

const owned = { type: text, lifecycle: text, owner: text };

const Component = z.looseObject({
  ...owned,
  system: text.optional(),
  subcomponentOf: text.optional(),
  providesApis: texts.optional(),
  consumesApis: texts.optional(),
  dependsOn: texts.optional(),
});

const Api = z.looseObject({ ...owned, system: text.optional(), definition: text });
const McpServer = z.looseObject({
  ...owned,
  system: text.optional(),
  remotes: z.array(z.looseObject({ type: text, url: text })).min(1),
});

const Resource = z.looseObject({
  type: text,
  owner: text,
  system: text.optional(),
  dependsOn: texts.optional(),
});

const System = z.looseObject({ owner: text, domain: text.optional(), type: text.optional() });
const Domain = z.looseObject({ owner: text, subdomainOf: text.optional(), type: text.optional() });

const Group = z.looseObject({
  type: text,
  children: texts,
  parent: text.optional(),
  members: texts.optional(),
  profile,
});

const User = z.looseObject({ memberOf: texts, profile });

const Location = z.looseObject({
  type: text.optional(),
  target: text.optional(),
  targets: texts.optional(),
  presence: z.enum(['required', 'optional']).optional(),
});

const permissions = z.looseObject({ tags: z.array(z.string()).optional() }).optional();
const form = z.looseObject({ 'backstage:permissions': permissions });

const Template = z.looseObject({
  type: text,
  steps: z.array(
    z.looseObject({
      action: z.string(),
      id: z.string().optional(),
      name: z.string().optional(),
      input: anyMap.optional(),
      if: flagOrText.optional(),
      'backstage:permissions': permissions,
    }),
  ),
  owner: text.optional(),
  lifecycle: text.optional(),
  parameters: z.union([form, z.array(form)]).optional(),
  output: z
    .object({
      links: z
        .array(
          z.looseObject({
            if: flagOrText.optional(),
            url: text.optional(),
            entityRef: text.optional(),
            title: text.optional(),
            icon: text.optional(),
          }),
        )
        .optional(),
      text: z
        .array(
          z.looseObject({
            if: flagOrText.optional(),
            title: text.optional(),
            icon: text.optional(),
            content: z.string().optional(),
          }),
        )
        .optional(),
    })
    .catchall(z.string())
    .optional(),
  secrets: z.looseObject({ schema: anyMap.optional() }).optional(),
  presentation: z
    .looseObject({
      buttonLabels: z
        .looseObject({
          backButtonText: z.string().optional(),
          createButtonText: z.string().optional(),
          reviewButtonText: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  formDecorators: z
    .array(z.looseObject({ id: z.string().optional(), input: anyMap.optional() }))
    .optional(),
  EXPERIMENTAL_recovery: z.looseObject({ EXPERIMENTAL_strategy: z.string().optional() }).optional(),
});

// As the AI model layer of catalog-model has them.
const aiResource = { ...owned, system: text.optional() };
const AiResource = z.looseObject(aiResource);
const AiSkill = z.looseObject({
  ...aiResource,
  disciplines: texts.optional(),
  categories: texts.optional(),
  agents: texts.optional(),
  dependsOn: texts.optional(),
  allowedTools: text.optional(),
  license: text.optional(),
  compatibility: formatted(shortFormat).optional(),
});
const AiRule = z.looseObject({
  ...aiResource,
  category: text,
  rationale: text,
  disciplines: texts.optional(),
});
const AiPlugin = z.looseObject({ ...aiResource, skills: texts, version: text.optional() });
const AiMarketplace = z.looseObject({ ...aiResource, plugins: texts, version: text.optional() });

export type Kind = {
  apiVersions: readonly string[];
  spec: z.ZodObject;
  /** Other rules for the `spec.type` named. */
  specOfType?: Readonly<Record<string, z.ZodObject>>;
};

const CORE = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'] as const;

/** Kinds as they are written; another case is another, unknown kind. */
export const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['Component', { apiVersions: CORE, spec: Component }],
  ['API', { apiVersions: CORE, spec: Api, specOfType: { 'mcp-server': McpServer } }],
  ['Resource', { apiVersions: CORE, spec: Resource }],
  ['System', { apiVersions: CORE, spec: System }],
  ['Domain', { apiVersions: CORE, spec: Domain }],
  ['Group', { apiVersions: CORE, spec: Group }],
  ['User', { apiVersions: CORE, spec: User }],
  ['Location', { apiVersions: CORE, spec: Location }],
  ['Template', { apiVersions: ['scaffolder.backstage.io/v1beta3'], spec: Template }],
  [
    'AiResource',
    {
      apiVersions: ['backstage.io/v1alpha1'],
      spec: AiResource,
      specOfType: { skill: AiSkill, rule: AiRule, plugin: AiPlugin, marketplace: AiMarketplace },
    },
  ],
]);

/** The rules for the `spec` of an entity: those of its kind, or of its kind and `spec.type`. */
export function specRules(kind: Kind, spec: unknown): z.ZodObject {
  const type = (spec as { type?: unknown } | null | undefined)?.type;
  const special = kind.specOfType;
  // A server may be described as any other API is: Backstage without its model layers asks for nothing else.
  if (type === 'mcp-server' && isDefined(spec)) return kind.spec;
  return typeof type === 'string' && special && Object.hasOwn(special, type)
    ? (special[type] ?? kind.spec)
    : kind.spec;
}

function isDefined(spec: unknown): boolean {
  const { remotes, definition } = spec as { remotes?: unknown; definition?: unknown };
  return remotes === undefined && definition !== undefined;
}

/** What `metadata` may hold that somebody reads. */
export const METADATA_FIELDS: readonly string[] = Object.keys(Metadata.shape);
