import type { Overflow } from '@slack/types';
import { z } from 'zod';
import { defineButton, defineSelect } from '../actions.ts';
import { LIMITS, plain } from '../blocks.ts';

// What people press below a message about findings, and below what it leads to. Values carry ids only: rights are looked up at each press.

const Id = z.string().min(1).max(100);
const OfNudge = z.object({ nudge: Id });

/** Opens the pull request that mends a finding; where there are several, asks which. */
export const openPullButton = defineButton(
  'nudge-fix',
  OfNudge.extend({ finding: Id.nullable().default(null) }),
);
export const snoozeButton = defineButton('nudge-snooze', OfNudge);
export const exemptButton = defineButton('nudge-exempt', OfNudge);
export const notOursButton = defineButton('nudge-not-ours', OfNudge);

const MENU = ['why', 'preview', 'mute'] as const;
export type MenuItem = (typeof MENU)[number];
const MenuValue = z
  .string()
  .regex(/^[a-z]+:.+$/)
  .transform((text) => {
    const [item, ...nudge] = text.split(':');
    return { item, nudge: nudge.join(':') };
  })
  .pipe(z.object({ item: z.enum(MENU), nudge: Id }));
export const nudgeMenu = defineSelect('nudge-menu', MenuValue);

/** The menu beside the buttons. */
export function menuOf(
  nudge: string,
  items: readonly { item: MenuItem; text: string }[],
): Overflow {
  return {
    type: 'overflow',
    action_id: nudgeMenu.id,
    options: items.map(({ item, text }) => ({
      text: plain(text, LIMITS.optionText),
      value: `${item}:${nudge}`,
    })),
  };
}

/** Below what an approver is asked. */
const OfExemption = z.object({ exemption: Id });
export const approveButton = defineButton('exemption-approve', OfExemption);
export const denyButton = defineButton('exemption-deny', OfExemption);

/** Below what a receiver is asked. */
const OfTransfer = z.object({ transfer: Id });
export const acceptButton = defineButton('transfer-accept', OfTransfer);
export const declineButton = defineButton('transfer-decline', OfTransfer);
/** For who finds an owner where nobody was named. */
export const assignButton = defineButton('transfer-assign', OfTransfer);

/** On the Home tab. */
export const settingsButton = defineButton('nudge-settings', z.object({}));
