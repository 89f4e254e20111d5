import about from '../package.json' with { type: 'json' };

export type Settings = { name: string; version: string; port: number };

/** Everything that is set from outside; a wrong value stops the service before it answers anybody. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a port number, not "${env['PORT']}".`);
  return { name: about.name, version: env['VERSION'] ?? about.version, port };
}
