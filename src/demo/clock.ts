/** The time of a world. A test's stands still until it is moved; the demo's runs on from where it was set. */
export type Clock = { now: () => Date; advance: (ms: number) => void };

export function stillClock(start: Date): Clock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance: (ms) => {
      time += ms;
    },
  };
}

export function runningClock(start: Date): Clock {
  let shift = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + shift),
    advance: (ms) => {
      shift += ms;
    },
  };
}
