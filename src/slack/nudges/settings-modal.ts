import type { Checkboxes, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import {
  NUDGE_KINDS,
  type NudgeKind,
  type Preferences,
  type Snooze,
} from '../../scorecards/nudges/nudge.ts';
import { defineButton, defineModal, defineSelect } from '../actions.ts';
import { actions, context, divider, escaped, moment, name, plain, section } from '../blocks.ts';
import { Filled } from './filled.ts';
import { actionOf, type Choice, dayInput, drawn } from './inputs.ts';

export const settingsModal = defineModal('nudge-settings', Filled);
/** Oneself, or one of one's teams. */
export const whoSelect = defineSelect('settings-who', z.string().min(3));
export const zoneSelect = defineSelect('settings-zone', z.string().min(1));
export const countrySelect = defineSelect('settings-country', z.string().min(2));
export const endSnoozeButton = defineButton('snooze-end', z.object({ snooze: z.string().min(1) }));
export const endAwayButton = defineButton(
  'away-end',
  z.object({ since: z.string(), until: z.string() }),
);
export const SettingsState = z.object({ who: z.string() });
export type SettingsState = z.infer<typeof SettingsState>;

export const HEARS = 'hears';
export const OPENS = 'opens';
export const CLOSES = 'closes';
export const ZONE = 'zone';
export const COUNTRY = 'country';
export const PLACE = 'place';
export const AWAY_SINCE = 'away-since';
export const AWAY_UNTIL = 'away-until';
export const DIGEST = 'digest';
/** In place of an hour: that of everybody. */
export const USUAL = 'usual';

/** Slack keeps what was filled into a block of the same id: each team has its own. */
export const blockOf = (input: string, who: string) => `${input}|${who}`;

const KINDS: Record<NudgeKind, { label: string; detail: string }> = {
  failing: { label: 'A check begins to fail', detail: 'Once, when it does' },
  due: { label: 'Something is due soon', detail: '30, 14, 7 and 1 days before' },
  announcement: { label: 'A rule will count from a day on', detail: 'Only where it would fail' },
  exemption: { label: 'An exemption ends soon', detail: 'A week before' },
};
const zones = zoneSelect.typeahead('As the catalog says');
const countries = countrySelect.typeahead('By the time zone');
const SHOWN = 5;

export type SettingsParts = {
  whos: readonly Choice[];
  preferences: Preferences;
  snoozes: readonly { snooze: Snooze; about: string }[];
  /** Where they are told otherwise: the channel the catalog names, the zone it says. */
  isTeam: boolean;
};

export function settingsView({ whos, preferences, snoozes, isTeam }: SettingsParts): ModalView {
  const { who } = preferences;
  const initial = drawn(whos).find(({ value }) => value === who);
  return settingsModal.view({
    title: 'Reminders',
    submit: 'Save',
    metadata: JSON.stringify({ who } satisfies SettingsState),
    blocks: [
      section(isTeam ? '*What I tell this team, and when*' : '*What I tell you, and when*'),
      ...(initial
        ? [
            {
              ...actions([
                {
                  type: 'static_select' as const,
                  action_id: whoSelect.id,
                  options: drawn(whos),
                  initial_option: initial,
                },
              ]),
              block_id: 'who',
            },
          ]
        : []),
      hearsInput(preferences),
      hourInput(blockOf(OPENS, who), 'Not before', preferences.opensAt),
      hourInput(blockOf(CLOSES, who), 'Not after', preferences.closesAt),
      lookUp(blockOf(ZONE, who), 'Time zone', zones, preferences.zone),
      lookUp(blockOf(COUNTRY, who), 'Holidays of', countries, preferences.country),
      ...(isTeam ? teamInputs(preferences) : []),
      ...awayBlocks(preferences),
      ...snoozeBlocks(snoozes),
    ],
  });
}

function hearsInput({ muted, who }: Preferences): KnownBlock {
  const options = NUDGE_KINDS.map((kind) => ({
    text: plain(KINDS[kind].label, 75),
    description: plain(KINDS[kind].detail, 75),
    value: kind,
  }));
  const ticked = options.filter(({ value }) => !muted.includes(value));
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: HEARS,
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  };
  return {
    type: 'input',
    block_id: blockOf(HEARS, who),
    optional: true,
    label: plain('Tell me when', 75),
    element,
  };
}

function hourInput(block: string, label: string, hour: number | null): KnownBlock {
  const hours = Array.from({ length: 25 }, (_, at) => ({
    text: plain(`${String(at).padStart(2, '0')}:00`, 75),
    value: String(at),
  }));
  const usual = { text: plain('As everybody', 75), value: USUAL };
  const initial = hour === null ? usual : (hours[hour] ?? usual);
  return {
    type: 'input',
    block_id: block,
    label: plain(label, 75),
    element: {
      type: 'static_select',
      action_id: actionOf(block),
      options: [usual, ...hours],
      initial_option: initial,
    },
  };
}

function lookUp(
  block: string,
  label: string,
  element: ReturnType<typeof zoneSelect.typeahead>,
  now: string | null,
): KnownBlock {
  const initial = now ? { text: plain(now, 75), value: now } : null;
  return {
    type: 'input',
    block_id: block,
    optional: true,
    label: plain(label, 75),
    element: { ...element, ...(initial && { initial_option: initial }) },
  };
}

function teamInputs({ who, place, wantsDigest }: Preferences): KnownBlock[] {
  const digest = { text: plain('A weekly digest of its own', 75), value: DIGEST };
  const isId = place !== null && /^[CG][A-Z0-9]{6,}$/.test(place);
  return [
    {
      type: 'input',
      block_id: blockOf(PLACE, who),
      optional: true,
      label: plain('Where', 75),
      hint: plain('Empty: in the channel that the catalog names.', 150),
      element: {
        type: 'conversations_select',
        action_id: PLACE,
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(isId && { initial_conversation: place }),
      },
    },
    ...(place && !isId ? [context([`Now: ${name(place, 80)}`])] : []),
    {
      type: 'input',
      block_id: blockOf(DIGEST, who),
      optional: true,
      label: plain('Also', 75),
      element: {
        type: 'checkboxes',
        action_id: DIGEST,
        options: [digest],
        ...(wantsDigest && { initial_options: [digest] }),
      },
    },
  ];
}

function awayBlocks({ who, away }: Preferences): KnownBlock[] {
  return [
    divider,
    section('*Days off*'),
    ...away.slice(-SHOWN).map(
      (days, index): KnownBlock => ({
        ...section(`${name(days.since, 10)} to ${name(days.until, 10)}`),
        accessory: endAwayButton.element({ text: 'Remove', index }, days),
      }),
    ),
    dayInput(blockOf(AWAY_SINCE, who), 'From', { isOptional: true }),
    dayInput(blockOf(AWAY_UNTIL, who), 'To and including', { isOptional: true }),
  ];
}

function snoozeBlocks(snoozes: SettingsParts['snoozes']): KnownBlock[] {
  if (snoozes.length === 0) return [];
  return [
    divider,
    section('*Snoozed*'),
    ...snoozes.slice(0, SHOWN).map(({ snooze, about }, index): KnownBlock => {
      const reason = snooze.reason ? `: ${escaped(snooze.reason, 200)}` : '';
      return {
        ...section(
          `${name(about, 200)} until ${moment(snooze.until, '{date_short_pretty}')}${reason}`,
        ),
        accessory: endSnoozeButton.element({ text: 'End', index }, { snooze: snooze.id }),
      };
    }),
  ];
}
