import { addressOf } from '../../catalog/addresses.ts';
import { hostOf } from '../../catalog/handles.ts';
import type { Pasted } from './thing.ts';

/** An address, or a host alone: `https://…`, `ledger.prod.acme.internal:8443/v1/accounts`. */
export function readHost(text: string): Pasted | null {
  const said = text.trim();
  if (/\s/.test(said) || said.startsWith('@')) return null;
  const host = hostOf(said);
  if (!host || /^[\d.]+$/.test(host)) return null;
  const hasScheme = /^[a-z][\w+.-]*:\/\//i.test(said);
  const hasPort = /^[^/]*:\d+(?:\/|$)/.test(said.replace(/^[a-z][\w+.-]*:\/\//i, ''));
  // A file name has a dot as well, and so has a package.
  const isHost =
    hasScheme || hasPort || INNER.test(host) || (said.includes('/') && OUTER.test(host));
  if (!isHost && !OUTER.test(host)) return null;
  const bare = said.replace(/^[a-z][\w+.-]*:\/\//i, '').replace(/^[^/@]*@/, '');
  const address = (addressOf(bare) ?? host).replace(/:\d+(?=\/|$)/, '');
  return {
    what: 'address',
    isSure: isHost,
    things: [
      { kind: 'host', said, host, address },
      ...(hasScheme ? [] : [{ kind: 'module' as const, said, name: bare }]),
    ],
  };
}

const INNER = /\.(?:internal|local|localdomain|lan|corp|intra|intranet|svc|consul|cluster)(?:\.|$)/;
const OUTER =
  /\.(?:com|net|org|io|dev|app|cloud|example|test|eu|de|uk|us|fr|nl|no|se|pt|es|pl|co|ai|sh)$/;
