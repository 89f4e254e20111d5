import { known } from '../fact.ts';
import { absent } from './checkout.ts';
import { defineFacts, OF_FILES } from './define.ts';

/** Files that people commit by mistake and that hold what nobody else may read. Examples of them are meant to be shared. */
const SECRETS =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist|defaults?)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc\.secret|credentials\.json|service[-_]account(?:[-_]key)?\.json|[^/]+\.(?:p12|pfx|jks|keystore))$/i;

export const SECRET_FILES = defineFacts({
  restsOn: 'files',
  facts: { ignoresSecrets: { type: 'bool', title: 'Keeps no file of secrets', ...OF_FILES } },
  read(checkout) {
    const path = checkout.files.paths.find((path) => SECRETS.test(path));
    if (path !== undefined) return { ignoresSecrets: known(false, checkout.seenAt(path)) };
    return { ignoresSecrets: absent(checkout, 'deep', true) };
  },
});
