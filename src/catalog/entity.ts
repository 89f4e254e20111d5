/** An entity in Backstage's envelope: https://backstage.io/docs/features/software-catalog/descriptor-format */
export type Entity = {
  apiVersion: string;
  kind: string;
  metadata: EntityMetadata;
  spec?: Record<string, unknown>;
};

export type EntityMetadata = {
  name: string;
  namespace: string;
  title?: string;
  description?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  tags?: string[];
  links?: EntityLink[];
  [extra: string]: unknown;
};

export type EntityLink = { url: string; title?: string; icon?: string; type?: string };

/** `type` is Backstage's word (`ownedBy`, `dependsOn`, …), `targetRef` a canonical ref. */
export type Relation = { type: string; targetRef: string };
