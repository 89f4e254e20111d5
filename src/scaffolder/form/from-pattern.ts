/** A number from 0 up to 1, the next of a sequence. */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function oneOf<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

type Reader = { text: string; at: number };

/**
 * A text that a regular expression may take: groups, alternatives, classes and counts are followed, what looks ahead or behind is passed
 * over. The caller tests what comes out.
 */
export function textFor(pattern: string, random: Random): string {
  return alternatives({ text: pattern, at: 0 }, random);
}

function alternatives(reader: Reader, random: Random): string {
  const all = [sequence(reader, random)];
  while (reader.text[reader.at] === '|') {
    reader.at += 1;
    all.push(sequence(reader, random));
  }
  return oneOf(all, random);
}

function sequence(reader: Reader, random: Random): string {
  let made = '';
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    const start = reader.at;
    const first = atom(reader, random);
    const end = reader.at;
    const count = countOf(reader, random);
    for (let time = 0; time < count; time += 1) {
      // Each time anew, so that a class gives other characters.
      made += time === 0 ? first : atom({ text: reader.text.slice(0, end), at: start }, random);
    }
  }
  return made;
}

function atom(reader: Reader, random: Random): string {
  const character = reader.text[reader.at] ?? '';
  reader.at += 1;
  if (character === '(') return group(reader, random);
  if (character === '[') return oneOf(classOf(reader), random);
  if (character === '\\') return oneOf(escaped(reader), random);
  if (character === '.') return oneOf([...WORD], random);
  return character === '^' || character === '$' ? '' : character;
}

function group(reader: Reader, random: Random): string {
  const look = /^\?(?:[=!]|<[=!])/.exec(reader.text.slice(reader.at));
  const name = /^\?(?::|<\w+>)/.exec(reader.text.slice(reader.at));
  reader.at += (look ?? name)?.[0].length ?? 0;
  const made = alternatives(reader, random);
  reader.at += 1;
  return look ? '' : made;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const WORD = `${LOWER}${DIGITS}`;

function escaped(reader: Reader): string[] {
  const character = reader.text[reader.at] ?? '';
  reader.at += 1;
  if (character === 'd') return [...DIGITS];
  if (character === 'w') return [...WORD];
  if (character === 's') return [' '];
  if (character === 'b' || character === 'B') return [''];
  if (character === 'S' || character === 'D' || character === 'W')
    return character === 'W' ? ['-'] : [...LOWER];
  return [character];
}

function classOf(reader: Reader): string[] {
  const isNegated = reader.text[reader.at] === '^';
  if (isNegated) reader.at += 1;
  const members: string[] = [];
  while (reader.at < reader.text.length && reader.text[reader.at] !== ']') {
    const [from = ''] = reader.text[reader.at] === '\\' ? [''] : [reader.text[reader.at]];
    if (from === '') {
      reader.at += 1;
      members.push(...escaped(reader));
      continue;
    }
    const to = reader.text[reader.at + 2];
    if (reader.text[reader.at + 1] === '-' && to !== undefined && to !== ']') {
      for (
        let code = from.charCodeAt(0);
        code <= to.charCodeAt(0) && members.length < 300;
        code += 1
      )
        members.push(String.fromCharCode(code));
      reader.at += 3;
    } else {
      members.push(from);
      reader.at += 1;
    }
  }
  reader.at += 1;
  const allowed = isNegated ? [...WORD].filter((one) => !members.includes(one)) : members;
  return allowed.length > 0 ? allowed : [''];
}

function countOf(reader: Reader, random: Random): number {
  const [mark, least, comma, most] =
    /^(?:\{(\d+)(,?)(\d*)\}|[*+?])/.exec(reader.text.slice(reader.at)) ?? [];
  if (mark === undefined) return 1;
  reader.at += mark.length;
  if (/^[?+]/.test(reader.text.slice(reader.at))) reader.at += 1;
  if (mark === '?') return random() < 0.5 ? 0 : 1;
  const from = mark === '*' ? 0 : mark === '+' ? 1 : Number(least);
  const to = least !== undefined && !comma ? from : Number(most || from + 6);
  return from + Math.floor(random() * (Math.min(to, from + 20) - from + 1));
}
