import { z } from 'zod';

export type ComponentType = 'service' | 'website' | 'library' | 'documentation';

/** What one file tells of the component its repository holds. */
export type Clue = {
  tags?: readonly string[];
  type?: ComponentType | undefined;
  description?: string | undefined;
  /** Its version promises nothing yet. */
  isEarly?: boolean | undefined;
};

/** Readers by file name; what cannot be read tells nothing. */
export const CLUES: Readonly<Record<string, (text: string) => Clue>> = {
  'package.json': readPackage,
  'go.mod': () => ({ tags: ['go'] }),
  'pyproject.toml': readPyproject,
  'setup.py': () => ({ tags: ['python'] }),
  'requirements.txt': (text) => ({
    tags: ['python'],
    type: PYTHON_SERVERS.test(text) ? 'service' : undefined,
  }),
  'Cargo.toml': (text) => ({
    tags: ['rust'],
    type: /^\[lib\]/m.test(text) ? 'library' : undefined,
    description: inToml(text, 'package', 'description'),
    isEarly: isEarly(inToml(text, 'package', 'version')),
  }),
  'pom.xml': readPom,
  'build.gradle': readGradle,
  'build.gradle.kts': readGradle,
  'composer.json': (text) => ({ tags: ['php'], ...describedIn(text) }),
  Gemfile: (text) => ({ tags: ['ruby'], type: /\brails\b/.test(text) ? 'service' : undefined }),
  'mix.exs': () => ({ tags: ['elixir'] }),
};

const FRONT_ENDS: Readonly<Record<string, string>> = {
  react: 'react',
  vue: 'vue',
  svelte: 'svelte',
  '@angular/core': 'angular',
  next: 'nextjs',
};
const SERVERS =
  /^(?:express|fastify|koa|hono|@nestjs\/core|@hapi\/hapi|@slack\/bolt|kafkajs|@platformatic\/kafka|@apollo\/server|bullmq)$/;
const PYTHON_SERVERS = /^\s*["']?(?:django|flask|fastapi|uvicorn|gunicorn|aiohttp|celery)\b/im;

const Package = z.object({
  description: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  private: z.boolean().optional().catch(undefined),
  main: z.unknown().optional(),
  exports: z.unknown().optional(),
  scripts: z.record(z.string(), z.unknown()).catch({}),
  dependencies: z.record(z.string(), z.unknown()).catch({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}),
});

function readPackage(text: string): Clue {
  const read = Package.safeParse(jsonOf(text));
  if (!read.success) return { tags: ['node'] };
  const { description, version, scripts, dependencies, devDependencies, ...more } = read.data;
  const runs = Object.keys(dependencies);
  const fronts = runs.flatMap((name) => FRONT_ENDS[name] ?? []);
  const isTyped = 'typescript' in devDependencies || 'typescript' in dependencies;
  const isServer = runs.some((name) => SERVERS.test(name));
  const isGiven = more.private !== true && (more.main !== undefined || more.exports !== undefined);
  const type = () => {
    if (isServer) return 'service';
    // A library of components has React beside it as well, and is given to others.
    if (fronts.length > 0 && !isGiven) return 'website';
    if ('start' in scripts) return 'service';
    return isGiven ? 'library' : undefined;
  };
  return {
    tags: [...(fronts.length > 0 ? fronts : ['node']), ...(isTyped ? ['typescript'] : [])],
    type: type(),
    description,
    isEarly: isEarly(version),
  };
}

function readPyproject(text: string): Clue {
  return {
    tags: ['python'],
    type: PYTHON_SERVERS.test(text) ? 'service' : undefined,
    description:
      inToml(text, 'project', 'description') ?? inToml(text, 'tool.poetry', 'description'),
    isEarly: isEarly(inToml(text, 'project', 'version') ?? inToml(text, 'tool.poetry', 'version')),
  };
}

function readPom(text: string): Clue {
  // What stands in these is said of others.
  const own = text.replace(/<(parent|dependencies|build|profiles)>[\s\S]*?<\/\1>/g, '');
  const [, description] = /<description>([^<]*)<\/description>/.exec(own) ?? [];
  return {
    tags: ['java', ...(isSpring(text) ? ['spring'] : [])],
    type: isSpring(text) ? 'service' : undefined,
    description: description?.trim(),
  };
}

function readGradle(text: string): Clue {
  const isKotlin = /kotlin\(|org\.jetbrains\.kotlin/.test(text);
  return {
    tags: [isKotlin ? 'kotlin' : 'java', ...(isSpring(text) ? ['spring'] : [])],
    type: isSpring(text) ? 'service' : /`?java-library`?/.test(text) ? 'library' : undefined,
  };
}

function isSpring(text: string): boolean {
  return /org\.springframework\.boot/.test(text);
}

/** Versions before 1.0 promise nothing yet; 0.0.0 is what nobody counts. */
function isEarly(version: string | undefined): boolean | undefined {
  return version === undefined ? undefined : /^0\.(?!0\.0$)/.test(version);
}

/** A text in a table of TOML, as far as a line tells it. */
function inToml(text: string, table: string, key: string): string | undefined {
  const [, body] = text.split(new RegExp(`^\\[${table.replaceAll('.', '\\.')}\\]\\s*$`, 'm'));
  const own = body?.split(/^\[/m)[0] ?? '';
  const [, quoted] = new RegExp(`^${key}\\s*=\\s*("(?:[^"\\\\\n]|\\\\.)*")`, 'm').exec(own) ?? [];
  const value = quoted && jsonOf(quoted);
  return typeof value === 'string' ? value : undefined;
}

function describedIn(text: string): Clue {
  const read = z.object({ description: z.string() }).safeParse(jsonOf(text));
  return read.success ? { description: read.data.description } : {};
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
