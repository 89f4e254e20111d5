import type { Token } from './proto-tokens.ts';

/** A field of a message, or a value of an enum, which has no type. */
export type ProtoField = {
  name: string;
  type: string;
  number: string;
  /** `repeated`, `optional`, `required`, or nothing. */
  label: string;
  oneOf: string | null;
  isDeprecated: boolean;
  comment: string | null;
};
export type ProtoRpc = {
  name: string;
  /** `Payment` or `stream Payment`. */
  request: string;
  response: string;
  isDeprecated: boolean;
  comment: string | null;
};
/** A message or an enum. */
export type ProtoMessage = {
  name: string;
  fields: ProtoField[];
  isDeprecated: boolean;
  comment: string | null;
};
export type ProtoFile = {
  syntax: string;
  package: string | null;
  services: { name: string; rpcs: ProtoRpc[]; comment: string | null }[];
  messages: ProtoMessage[];
  enums: ProtoMessage[];
};

/** Messages within messages; a file of more is no file people wrote. */
const DEEPEST = 30;

/** Reads the declarative part of the language; options are passed over, except `deprecated`. */
export function readProtoFile(tokens: readonly Token[]): ProtoFile {
  const file: ProtoFile = {
    syntax: 'proto2',
    package: null,
    services: [],
    messages: [],
    enums: [],
  };
  let at = 0;
  const peek = () => tokens[at]?.text ?? '';
  const fail = (wanted: string): never => {
    const found = tokens[at];
    throw new Error(
      found
        ? `line ${found.line} has "${found.text.slice(0, 40)}" where ${wanted} belongs`
        : `it ends where ${wanted} belongs`,
    );
  };
  const next = (wanted: string): string => {
    const token = tokens[at];
    if (!token) return fail(wanted);
    at += 1;
    return token.text;
  };
  const expect = (sign: string) => {
    if (peek() !== sign) fail(`"${sign}"`);
    at += 1;
  };
  const nameHere = (): string =>
    /^[A-Za-z_.][\w.]*$/.test(peek()) ? next('a name') : fail('a name');

  /** Passes over a statement to its `;` or its closing brace, however deep; says whether it set `deprecated = true`. */
  function passOver(): boolean {
    const start = at;
    let depth = 0;
    for (;;) {
      const sign = next('the end of a statement');
      if (sign === '{') depth += 1;
      if (sign === '}') depth -= 1;
      if ((sign === ';' && depth === 0) || (sign === '}' && depth <= 0)) break;
    }
    return marksDeprecated(tokens.slice(start, at));
  }

  /** `[deprecated = true, json_name = "x"]` */
  function brackets(): boolean {
    if (peek() !== '[') return false;
    const start = at;
    for (let depth = 0; ; ) {
      const sign = next('"]"');
      if (sign === '[') depth += 1;
      if (sign === ']') depth -= 1;
      if (depth === 0) return marksDeprecated(tokens.slice(start, at));
    }
  }

  function typeHere(): string {
    if (peek() !== 'map') return nameHere();
    at += 1;
    expect('<');
    const key = nameHere();
    expect(',');
    const value = nameHere();
    expect('>');
    return `map<${key}, ${value}>`;
  }

  function message(prefix: string, depth: number): void {
    if (depth > DEEPEST) throw new Error('its messages are nested too deep');
    const comment = tokens[at - 1]?.comment ?? null;
    const made: ProtoMessage = {
      name: prefix + nameHere(),
      fields: [],
      isDeprecated: false,
      comment,
    };
    file.messages.push(made);
    expect('{');
    body(made, null, depth);
  }

  function body(made: ProtoMessage, oneOf: string | null, depth: number): void {
    while (peek() !== '}') {
      const word = peek();
      const after = tokens[at + 1]?.text ?? '';
      const isBlock = tokens[at + 2]?.text === '{';
      if (word === ';') at += 1;
      else if (word === 'message' && isBlock) {
        at += 1;
        message(`${made.name}.`, depth + 1);
      } else if (word === 'enum' && isBlock) {
        at += 1;
        enumeration(`${made.name}.`);
      } else if (word === 'oneof' && isBlock) {
        at += 3;
        body(made, after, depth + 1);
      } else if (/^(?:option|reserved|extensions|extend)$/.test(word) && after !== '=') {
        made.isDeprecated = passOver() && word === 'option' ? true : made.isDeprecated;
      } else made.fields.push(field(oneOf));
    }
    expect('}');
  }

  function field(oneOf: string | null): ProtoField {
    const comment = tokens[at]?.comment ?? null;
    const label = /^(?:repeated|optional|required)$/.test(peek()) ? next('a label') : '';
    const type = typeHere();
    const name = nameHere();
    expect('=');
    const number = next('a number');
    const isDeprecated = brackets();
    // A group of proto2 brings its fields along; its name says what it is.
    if (peek() === '{') passOver();
    else expect(';');
    return { name, type, number, label, oneOf, isDeprecated, comment };
  }

  function enumeration(prefix: string): void {
    const comment = tokens[at - 1]?.comment ?? null;
    const made: ProtoMessage = {
      name: prefix + nameHere(),
      fields: [],
      isDeprecated: false,
      comment,
    };
    file.enums.push(made);
    expect('{');
    while (peek() !== '}') {
      if (peek() === ';') at += 1;
      else if (/^(?:option|reserved)$/.test(peek()) && tokens[at + 1]?.text !== '=')
        made.isDeprecated = passOver() || made.isDeprecated;
      else {
        const said = tokens[at]?.comment ?? null;
        const name = nameHere();
        expect('=');
        const number = next('a number');
        const isDeprecated = brackets();
        expect(';');
        made.fields.push({
          name,
          type: '',
          number,
          label: '',
          oneOf: null,
          isDeprecated,
          comment: said,
        });
      }
    }
    expect('}');
  }

  function service(): void {
    const comment = tokens[at - 1]?.comment ?? null;
    const made = { name: nameHere(), rpcs: [] as ProtoRpc[], comment };
    file.services.push(made);
    expect('{');
    while (peek() !== '}') {
      if (peek() === 'rpc') made.rpcs.push(rpc());
      else if (peek() === ';') at += 1;
      else passOver();
    }
    expect('}');
  }

  function rpc(): ProtoRpc {
    const comment = tokens[at]?.comment ?? null;
    at += 1;
    const name = nameHere();
    const request = streamed();
    if (next('"returns"') !== 'returns') fail('"returns"');
    const response = streamed();
    if (peek() === ';') {
      at += 1;
      return { name, request, response, isDeprecated: false, comment };
    }
    return { name, request, response, isDeprecated: passOver(), comment };
  }

  function streamed(): string {
    expect('(');
    const isStream = peek() === 'stream' && tokens[at + 1]?.text !== ')';
    if (isStream) at += 1;
    const type = nameHere();
    expect(')');
    return isStream ? `stream ${type}` : type;
  }

  while (at < tokens.length) {
    const word = next('a statement');
    if (word === 'syntax' || word === 'edition') {
      expect('=');
      const said = next('a version').slice(1, -1);
      file.syntax = word === 'edition' ? `edition ${said}` : said;
      expect(';');
    } else if (word === 'package') {
      file.package = nameHere();
      expect(';');
    } else if (word === 'message') message('', 0);
    else if (word === 'enum') enumeration('');
    else if (word === 'service') service();
    else if (word === 'import' || word === 'option' || word === 'extend') passOver();
    else if (word !== ';') {
      at -= 1;
      fail('a message, an enum or a service');
    }
  }
  if (file.services.length + file.messages.length + file.enums.length === 0)
    throw new Error('it declares no service, message or enum');
  return file;
}

function marksDeprecated(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text }, at) =>
      text === 'deprecated' && tokens[at + 1]?.text === '=' && tokens[at + 2]?.text === 'true',
  );
}
