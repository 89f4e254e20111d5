import type { Config } from './config.ts';
import type { GitHubAuth } from './github/connect.ts';

/** What changes things on GitHub, where it has credentials of its own. */
export function writeAuth(config: Config): GitHubAuth | null {
  const token = config['github.writeToken'];
  const [appId, privateKey] = [config['github.writeAppId'], config['github.writePrivateKey']];
  return token ? { token } : appId && privateKey ? { appId, privateKey } : null;
}

/** What reads the organisation. */
export function readAuth(config: Config): GitHubAuth | null {
  const { 'github.token': token, 'github.appId': appId, 'github.privateKey': privateKey } = config;
  return token ? { token } : appId && privateKey ? { appId, privateKey } : null;
}
