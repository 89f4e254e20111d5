import type { Entity } from '../catalog/entity.ts';
import { hashKey } from './sources/pagerduty.ts';

const SERVICE = /^pagerduty\.com\/service-id$/;
const KEY = /^pagerduty\.com\/integration-key$/;
const POLICY = /^pagerduty\.com\/escalation-policy(?:-id)?$/;

/** What the annotations of an entity name at a vendor of rotas; keys as the hashes that are stored. */
export type Marks = { services: string[]; keys: string[]; rotas: string[] };

export function marksIn({ metadata }: Entity): Marks {
  const marks: Marks = { services: [], keys: [], rotas: [] };
  for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
    const ids = String(value)
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
    if (SERVICE.test(key)) marks.services.push(...ids);
    else if (KEY.test(key)) marks.keys.push(...ids.map(hashKey));
    else if (POLICY.test(key)) marks.rotas.push(...ids);
  }
  return marks;
}
