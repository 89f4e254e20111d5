import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { untilSignal } from './stop.ts';

function createProcess() {
  const signals = new EventEmitter();
  const exits: number[] = [];
  let ms = 0;
  const stopped = untilSignal(
    { on: signals.on.bind(signals), exit: (code) => exits.push(code) },
    () => ms,
  );
  const press = (signal: 'SIGINT' | 'SIGTERM', at: number) => {
    ms = at;
    signals.emit(signal);
  };
  return { stopped, exits, press };
}

it.each(['SIGINT', 'SIGTERM'] as const)('stops in its own time at %s', async (signal) => {
  const { stopped, exits, press } = createProcess();
  press(signal, 0);
  await stopped;
  expect(exits).toEqual([]);
});

it('takes the Ctrl-C that npm passes on for the one it has had', () => {
  const { exits, press } = createProcess();
  press('SIGINT', 0);
  press('SIGINT', 40);
  expect(exits).toEqual([]);
});

it('ends at once when somebody presses again', () => {
  const { exits, press } = createProcess();
  press('SIGINT', 0);
  press('SIGINT', 1500);
  press('SIGTERM', 1600);
  expect(exits).toEqual([130, 143]);
});
