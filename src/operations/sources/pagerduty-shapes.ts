import { z } from 'zod';

// Of everything PagerDuty says, what is used here.

const Reference = z.object({
  id: z.string(),
  summary: z.string().nullish(),
  html_url: z.string().nullish(),
});

export const EscalationPolicy = Reference.extend({
  name: z.string().nullish(),
  escalation_rules: z.array(
    z.object({
      escalation_delay_in_minutes: z.number(),
      targets: z.array(Reference.extend({ name: z.string().nullish() })),
    }),
  ),
});

export const VendorService = Reference.extend({
  name: z.string().nullish(),
  escalation_policy: Reference.nullish(),
  integrations: z.array(z.object({ integration_key: z.string().nullish() })).default([]),
});

export const OnCall = z.object({
  escalation_policy: Reference,
  escalation_level: z.number(),
  user: Reference.extend({ name: z.string().nullish(), email: z.string().nullish() }),
  /** Null for a person who is a target by name: always on call. */
  start: z.coerce.date().nullable(),
  end: z.coerce.date().nullable(),
});

export const VendorIncident = Reference.extend({
  incident_number: z.number().nullish(),
  title: z.string().nullish(),
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  urgency: z.string().nullish(),
  service: Reference,
  created_at: z.coerce.date(),
  resolved_at: z.coerce.date().nullish(),
  last_status_change_at: z.coerce.date().nullish(),
  conference_bridge: z.object({ conference_url: z.string().nullish() }).nullish(),
});
export type VendorIncident = z.infer<typeof VendorIncident>;

export const Alert = z.object({ service: Reference.nullish() });
