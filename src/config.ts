import { existsSync, readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { contradictions } from './contradictions.ts';
import { UserError } from './errors.ts';
import { SETTINGS } from './settings.ts';

const POSTGRES = /^postgres(ql)?:/;
/** `catalog: ./folder` says the folder and nothing else. */
const SHORT_FORMS: Readonly<Record<string, keyof Settings>> = { catalog: 'catalog.folder' };

type Settings = typeof SETTINGS;
export type Config = { [Key in keyof Settings]: z.output<Settings[Key]['schema']> };
type Raw = Record<string, { value: unknown; from: string }>;

/**
 * One setting alone, for commands that need no other: what is wrong with the rest is not their affair.
 * @throws UserError when it is wrong itself.
 */
export function readSetting<Key extends keyof Settings>(
  key: Key,
  env: NodeJS.ProcessEnv = process.env,
): Config[Key] {
  const wrong: string[] = [];
  const given = rawSettings(env, [])[key];
  const read = readOne(key, given, wrong);
  if (wrong.length > 0) throw new UserError(`${wrong.join('; ')}.`, 'See Settings in README.md.');
  return read as Config[Key];
}

/**
 * Reads `callboard.yaml` (or the file `CALLBOARD_CONFIG` names) and the environment; the environment wins.
 * @throws UserError that lists everything wrong at once.
 */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  overrides: Partial<Config> = {},
): Config {
  const wrong: string[] = [];
  const raw = rawSettings(env, wrong);
  const config: Record<string, unknown> = {};
  for (const key of Object.keys(SETTINGS) as (keyof Settings)[])
    config[key] = readOne(key, raw[key], wrong);
  const complete = { ...(config as Config), ...overrides };
  wrong.push(...contradictions(complete));
  if (POSTGRES.test(complete.database) && !POSTGRES.test(env['DATABASE_URL'] ?? '')) {
    // The dialect is chosen once, when the process starts, before any file is read.
    wrong.push(
      'database: PostgreSQL is named by the environment variable DATABASE_URL, not in the file',
    );
  }
  if (wrong.length > 0) {
    throw new UserError(
      `These settings need a correction:\n${wrong.map((line) => `  - ${line}`).join('\n')}`,
      'See Settings in README.md.',
    );
  }
  if (complete['github.privateKey'])
    complete['github.privateKey'] = complete['github.privateKey'].replaceAll('\\n', '\n');
  return complete;
}

function rawSettings(env: NodeJS.ProcessEnv, wrong: string[]): Raw {
  const file = env['CALLBOARD_CONFIG'] ?? 'callboard.yaml';
  if (env['CALLBOARD_CONFIG'] && !existsSync(file))
    wrong.push(`CALLBOARD_CONFIG: there is no file ${file}`);
  const raw: Raw = existsSync(file) ? fromYaml(file, readFileSync(file, 'utf8'), wrong) : {};
  for (const [key, setting] of Object.entries(SETTINGS)) {
    const value = env[setting.env];
    if (value !== undefined && value !== '') raw[key] = { value, from: setting.env };
  }
  return raw;
}

function readOne(key: keyof Settings, given: Raw[string] | undefined, wrong: string[]): unknown {
  const setting = SETTINGS[key];
  const read = setting.schema.safeParse(given?.value);
  if (read.success) return read.data;
  const value = 'secret' in setting ? undefined : given?.value;
  wrong.push(`${given?.from ?? key}: ${sentence(read.error, value)}`);
  return undefined;
}

function sentence(error: z.ZodError, value: unknown): string {
  const what = value === undefined ? '' : `"${String(value)}" `;
  return error.issues.map((issue) => `${what}${issue.message}`).join('; ');
}

/** Flattens the YAML to `github.organization`-style keys and names keys nobody reads, with their line. */
function fromYaml(file: string, text: string, wrong: string[]): Raw {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    wrong.push(`${file}:${line}:${col}: ${error.message.split('\n')[0]}`);
  }
  const raw: Raw = {};
  const visit = (node: unknown, prefix: string): void => {
    if (!isMap(node)) return;
    for (const pair of node.items) {
      const key = prefix + String((pair.key as { value?: unknown }).value ?? pair.key);
      const offset = (pair.key as { range?: [number, number, number] }).range?.[0] ?? 0;
      const { line, col } = lines.linePos(offset);
      const from = `${file}:${line}:${col}: ${key}`;
      const short = SHORT_FORMS[key];
      if (key in SETTINGS)
        raw[key] = { value: (pair.value as { toJSON?: () => unknown } | null)?.toJSON?.(), from };
      else if (
        isMap(pair.value) &&
        Object.keys(SETTINGS).some((known) => known.startsWith(`${key}.`))
      )
        visit(pair.value, `${key}.`);
      else if (short && isScalar(pair.value)) raw[short] = { value: pair.value.value, from };
      else wrong.push(`${from} is not a setting`);
    }
  };
  if (document.contents && !isMap(document.contents))
    wrong.push(`${file}: settings are a YAML map`);
  visit(document.contents, '');
  return raw;
}

/** The settings as a Markdown table, for the README. */
export function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(([key, setting]) => {
    const standard = setting.schema.safeParse(undefined);
    const value =
      standard.success && standard.data !== undefined ? JSON.stringify(standard.data) : '';
    return `| \`${setting.env}\` | \`${key}\` | ${value && `\`${value}\``} | ${setting.doc} |`;
  });
  return ['| variable | in `callboard.yaml` | default | what |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}
