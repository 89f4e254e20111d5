import type { App } from '@slack/bolt';
import type { By, PreferencesChange } from '../../scorecards/desk/desk.ts';
import { findingTitle } from '../../scorecards/nudges/check-text.ts';
import { NUDGE_KINDS, type Preferences, type Snooze } from '../../scorecards/nudges/nudge.ts';
import type { Press } from '../actions.ts';
import { settingsButton } from './controls.ts';
import { type Filled, filledIn, tickedIn } from './filled.ts';
import type { Choice } from './inputs.ts';
import type { NudgeWorld } from './parts.ts';
import { errorAt, type Pressing, resultOf, STRANGER } from './pressing.ts';
import {
  AWAY_SINCE,
  AWAY_UNTIL,
  blockOf,
  CLOSES,
  COUNTRY,
  countrySelect,
  DIGEST,
  endAwayButton,
  endSnoozeButton,
  HEARS,
  OPENS,
  PLACE,
  SettingsState,
  settingsModal,
  settingsView,
  USUAL,
  whoSelect,
  ZONE,
  zoneSelect,
} from './settings-modal.ts';

const SUGGESTIONS = 50;

/** What one says about being written to: for oneself and one's teams. Opened from the Home tab, and below each message. */
export function createSettings(world: NudgeWorld, pressing: Pressing) {
  const { desk, people, modals, standards, now } = world;
  const { byOf, pressed, labels, sayRefused } = pressing;

  async function viewFor(by: By, who: string) {
    const profile = await people.profileOf(by.ref);
    const mine: Choice[] = [
      { label: `${by.name} (you)`, value: by.ref },
      ...(profile?.teams ?? []).map(({ ref, label }) => ({ label, value: ref })),
    ];
    const labelOf = await labels();
    // A message may be for a team that somebody else is in: what it hears may be seen, and the desk says who may change it.
    const whos = mine.some(({ value }) => value === who)
      ? mine
      : [...mine, { label: labelOf(who), value: who }];
    const scorecards = await standards.scorecards();
    const about = ({ ref, scorecard, check }: Snooze) => {
      const title = scorecard && check ? findingTitle(scorecards, { scorecard, check }).title : '';
      const of = ref ? labelOf(ref) : '';
      return [title, of].filter(Boolean).join(' of ') || 'Everything';
    };
    return settingsView({
      whos,
      preferences: await desk.preferencesOf(who),
      snoozes: (await desk.snoozesOf(who)).map((snooze) => ({ snooze, about: about(snooze) })),
      isTeam: who.startsWith('group:'),
    });
  }

  async function redraw(press: Press<unknown>, by: By, who: string): Promise<void> {
    if (press.view) await modals.update(press.view.id, await viewFor(by, who));
  }

  /** `who` null: oneself. */
  async function open(press: Press<unknown>, who: string | null): Promise<void> {
    await pressed(press, async (by) =>
      modals.open(press.triggerId, await viewFor(by, who ?? by.ref)),
    );
  }

  function listen(app: App): void {
    settingsButton.listen(app, (press) => open(press, null));
    whoSelect.listen(app, (press) => pressed(press, (by, who) => redraw(press, by, who)));
    zoneSelect.suggest(app, async (text) => zonesLike(text));
    countrySelect.suggest(app, async (text) => countriesLike(text));
    endSnoozeButton.listen(app, (press) =>
      pressed(press, async (by, { snooze }) => {
        await sayRefused(press, await desk.endSnooze(snooze, by));
        await redraw(press, by, whoOf(press, by));
      }),
    );
    endAwayButton.listen(app, (press) =>
      pressed(press, async (by, { since, until }) => {
        const who = whoOf(press, by);
        const { away } = await desk.preferencesOf(who);
        const left = away.filter((days) => days.since !== since || days.until !== until);
        await sayRefused(press, await desk.setPreferences({ who, away: left }, by));
        await redraw(press, by, who);
      }),
    );
    settingsModal.listen(app, async ({ person, values, metadata }) => {
      const { who } = SettingsState.parse(JSON.parse(metadata));
      const by = await byOf(person);
      if (!by) return { result: errorAt(blockOf(HEARS, who), STRANGER) };
      const read = changeIn(who, values, await desk.preferencesOf(who), now());
      if ('message' in read) return { result: errorAt(blockOf(read.block, who), read.message) };
      return { result: resultOf(await desk.setPreferences(read, by), blockOf(HEARS, who)) };
    });
  }

  return { open, listen };
}

function whoOf({ view }: Press<unknown>, by: By): string {
  return view ? SettingsState.parse(JSON.parse(view.metadata)).who : by.ref;
}

/** What the form says; a sentence for a block that says nothing usable. */
export function changeIn(
  who: string,
  values: Filled,
  { away }: Preferences,
  now: Date,
): PreferencesChange | { block: string; message: string } {
  const said = (block: string) => filledIn(values, blockOf(block, who));
  const hour = (block: string) => {
    const text = said(block) ?? USUAL;
    return text === USUAL ? null : Number(text);
  };
  const ticked = tickedIn(values, blockOf(HEARS, who)) ?? [];
  const opensAt = hour(OPENS);
  const closesAt = hour(CLOSES);
  if (opensAt !== null && closesAt !== null && opensAt >= closesAt)
    return { block: CLOSES, message: 'The day has to end after it begins.' };
  const since = said(AWAY_SINCE) ?? said(AWAY_UNTIL);
  const until = said(AWAY_UNTIL) ?? since;
  if (since && until && until < since)
    return { block: AWAY_UNTIL, message: 'The last day is before the first one.' };
  const today = now.toISOString().slice(0, 10);
  if (until && until < today) return { block: AWAY_UNTIL, message: 'Those days are over.' };
  const isNew = since && until && !away.some((one) => one.since === since && one.until === until);
  const digest = tickedIn(values, blockOf(DIGEST, who));
  return {
    who,
    muted: NUDGE_KINDS.filter((kind) => !ticked.includes(kind)),
    opensAt,
    closesAt,
    zone: said(ZONE),
    country: said(COUNTRY),
    away: isNew ? [...away, { since, until }] : away,
    ...(who.startsWith('group:') && { place: said(PLACE) }),
    ...(digest && { wantsDigest: digest.includes(DIGEST) }),
  };
}

function zonesLike(text: string): Choice[] {
  const words = text
    .toLowerCase()
    .split(/[\s/_]+/)
    .filter(Boolean);
  return Intl.supportedValuesOf('timeZone')
    .filter((zone) => words.every((word) => zone.toLowerCase().includes(word)))
    .slice(0, SUGGESTIONS)
    .map((zone) => ({ label: zone.replaceAll('_', ' '), value: zone }));
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function countriesLike(text: string): Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const typed = text.trim().toLowerCase();
  const codes = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  return codes
    .flatMap((code) => ({ label: names.of(code) ?? '', value: code }))
    .filter(
      ({ label, value }) =>
        label !== '' && (label.toLowerCase().includes(typed) || value.toLowerCase() === typed),
    )
    .slice(0, SUGGESTIONS);
}
