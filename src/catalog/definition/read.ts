import type { Entity } from '../entity.ts';
import { readYaml } from '../yaml.ts';
import type { Outline } from './outline.ts';
import { listOf, mapOf, textOf } from './values.ts';

/** A definition made ready to be shown: its outline, or why there is only its text. */
export type ReadDefinition = {
  /** As `spec.type` says. */
  type: string;
  /** Null for an API that has none, such as an MCP server. */
  text: string | null;
  outline: Outline | null;
  /** Why no outline is drawn, in a sentence; null where one is, or where none was to be expected. */
  note: string | null;
};

/** JSON is read in no time; YAML takes 1 to 4 µs a character, during which nobody else is served. */
const MOST_JSON = 4_000_000;
const MOST_YAML = 300_000;
const MOST_SOURCE = 400_000;

/** The definition of an API; null for every other entity, and for an API that has neither a definition nor servers. */
export async function readDefinition(entity: Entity): Promise<ReadDefinition | null> {
  if (entity.kind !== 'API') return null;
  const type = textOf(entity.spec?.['type']) ?? '';
  const stated = entity.spec?.['definition'];
  const text = typeof stated === 'string' ? stated : null;
  if (text === null) {
    const outline = readRemotes(entity.spec?.['remotes']);
    return outline ? { type, text: null, outline, note: null } : null;
  }
  try {
    return { type, text, outline: await readText(type, text), note: null };
  } catch (error) {
    // Whatever a parser minds about a text that a team keeps: the reader sees the text, and why there is no more.
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const note = `This cannot be read as ${LANGUAGES[languageOf(type) ?? 'openapi']}: ${why}.`;
    return { type, text, outline: null, note: note.replace(/\.\.$/, '.') };
  }
}

type Language = 'openapi' | 'asyncapi' | 'graphql' | 'proto';
const LANGUAGES: Record<Language, string> = {
  openapi: 'OpenAPI',
  asyncapi: 'AsyncAPI',
  graphql: 'GraphQL',
  proto: 'a .proto file',
};

function languageOf(type: string): Language | null {
  const word = type.toLowerCase();
  if (/^(?:openapi|swagger|oas\d?|rest)$/.test(word)) return 'openapi';
  if (word === 'asyncapi') return 'asyncapi';
  if (word === 'graphql') return 'graphql';
  return /^(?:grpc|proto|protobuf)$/.test(word) ? 'proto' : null;
}

/** Readers are loaded when the first definition of their language is looked at. */
async function readText(type: string, text: string): Promise<Outline | null> {
  switch (languageOf(type)) {
    case null:
      return null;
    case 'openapi': {
      const { readOpenApi } = await import('./openapi.ts');
      return readOpenApi(parsed(text)) ?? missing('"openapi" or "swagger"');
    }
    case 'asyncapi': {
      const { readAsyncApi } = await import('./asyncapi.ts');
      return readAsyncApi(parsed(text)) ?? missing('"asyncapi"');
    }
    case 'graphql': {
      atMost(text, MOST_SOURCE);
      const { readGraphQl } = await import('./graphql.ts');
      return readGraphQl(text);
    }
    case 'proto': {
      atMost(text, MOST_SOURCE);
      const { readProto } = await import('./proto.ts');
      return readProto(text);
    }
  }
}

function missing(word: string): never {
  throw new Error(`it does not say its version (${word})`);
}

function atMost(text: string, length: number): void {
  if (text.length > length)
    throw new Error(`it is longer than ${length / 1000} kB, which is too much to draw`);
}

function parsed(text: string): unknown {
  if (/^\s*\{/.test(text)) {
    atMost(text, MOST_JSON);
    try {
      return JSON.parse(text);
    } catch {
      // YAML may begin with a brace as well.
    }
  }
  atMost(text, MOST_YAML);
  const [document] = readYaml(text);
  if (document?.error) throw new Error(`line ${document.error.line}: ${document.error.message}`);
  return document?.value;
}

/** An MCP server is described by where it answers. */
function readRemotes(remotes: unknown): Outline | null {
  const places = listOf(remotes).flatMap((one) => {
    const name = textOf(mapOf(one)['url']);
    return name ? [{ name, detail: textOf(mapOf(one)['type']) }] : [];
  });
  if (places.length === 0) return null;
  return {
    language: 'MCP server',
    title: null,
    version: null,
    description: null,
    places,
    groups: [],
    cuts: [],
  };
}
