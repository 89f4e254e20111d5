import { createHash } from 'node:crypto';

/** An id that looks like Slack's and is the same at every start: a capital for the kind, then ten letters and digits made from `name`. */
export function stableId(kind: 'C' | 'D' | 'U' | 'S', name: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(`${kind}:${name}`).digest('hex')}`);
  return `${kind}0${digits.toString(36).toUpperCase().slice(0, 9)}`;
}

/** The nth id of a kind: `V0000000007`. */
export function serialId(kind: 'V' | 'F' | 'Ev' | 'E', serial: number): string {
  return `${kind}${serial.toString(36).toUpperCase().padStart(10, '0')}`;
}

/** Slack's "seconds.micros" for a count of microseconds since 1970. */
export function tsOf(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}
