import type { ModalView } from '@slack/types';
import type { DigestSchedule } from '../../scorecards/digest/schedule/store.ts';
import { type Turn, turnName, turnOf } from '../../turn.ts';
import { plain } from '../blocks.ts';
import { type Card, changeModal } from './buttons.ts';

const DAYS: readonly (readonly number[])[] = [[0], [1], [2], [3], [4], [5], [6], [0, 1, 2, 3, 4]];
const FIRST_HOUR = 6;
const LAST_HOUR = 20;
const PLACE_LENGTH = 80;

/** Another day, time or channel for a digest. What goes to a person stays with them. */
export function drawChangeForm(schedule: DigestSchedule, card: Card): ModalView {
  const { days, at } = turnOf(schedule.cron);
  const now = `${at.hour}:${String(at.minute).padStart(2, '0')}`;
  const times = Array.from({ length: (LAST_HOUR - FIRST_HOUR) * 2 + 1 }, (_, half) => {
    const hour = FIRST_HOUR + Math.floor(half / 2);
    return `${hour}:${half % 2 === 0 ? '00' : '30'}`;
  });
  const dayOptions = (DAYS.some((one) => one.join() === days.join()) ? DAYS : [days, ...DAYS]).map(
    (one) => option(dayNames(one), one.join()),
  );
  const timeOptions = (times.includes(now) ? times : [now, ...times]).map((one) =>
    option(one, one),
  );
  const isPerson = schedule.place.startsWith('user:');
  return changeModal.view({
    title: 'Change the digest',
    submit: 'Change',
    metadata: JSON.stringify(card),
    blocks: [
      select('day', 'Which day?', dayOptions, days.join()),
      select('time', `At what time? (${schedule.zone})`, timeOptions, now),
      ...(isPerson
        ? []
        : [
            {
              type: 'input' as const,
              block_id: 'place',
              label: plain('Where?', 200),
              hint: plain('The name of a channel, such as #leads.', 200),
              element: {
                type: 'plain_text_input' as const,
                action_id: 'place',
                max_length: PLACE_LENGTH,
                initial_value: schedule.place.slice(0, PLACE_LENGTH),
              },
            },
          ]),
    ],
  });
}

/** Null for what no form of ours sends. */
export function readTurn(days: string | undefined, time: string | undefined): Turn | null {
  const read = (days ?? '').split(',').map(Number);
  const [hour, minute] = (time ?? '').split(':').map(Number);
  const isDay =
    days !== undefined && read.every((day) => Number.isInteger(day) && day >= 0 && day < 7);
  if (!isDay || hour === undefined || minute === undefined) return null;
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  return isTime ? { days: read, at: { hour, minute } } : null;
}

function dayNames(days: readonly number[]): string {
  return turnName({ days, at: { hour: 0, minute: 0 } }).replace(/ at .*$/, '');
}

function option(text: string, value: string) {
  return { text: plain(text, 75), value };
}

function select(id: string, label: string, options: ReturnType<typeof option>[], value: string) {
  const picked = options.find((one) => one.value === value);
  return {
    type: 'input' as const,
    block_id: id,
    label: plain(label, 200),
    element: {
      type: 'static_select' as const,
      action_id: id,
      options,
      ...(picked && { initial_option: picked }),
    },
  };
}
