import type { Db } from '#dialect';

/** What ends a process of a test. */
export class Killed extends Error {}

export type Life = ReturnType<typeof lifeOf>;

/** A process that lives for so many moments: writes, and calls outside. */
export function lifeOf(moments: number) {
  let left = moments;
  return {
    spend() {
      left -= 1;
      if (left < 0) throw new Killed();
    },
    check() {
      if (left < 0) throw new Killed();
    },
    isOver: () => left < 0,
  };
}

/** A database that ends with the process: before its nth write, or after it and before anybody hears of it. */
export function mortal(db: Db, life: Life): Db {
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'atomically')
        return async (plan: Parameters<Db['atomically']>[0]) => {
          life.spend();
          await target.atomically(plan);
          life.spend();
        };
      return (...given: unknown[]) => {
        if (name === 'update' || name === 'insert' || name === 'delete') life.spend();
        else life.check();
        return value.apply(target, given);
      };
    },
  });
}
