import type { Model } from './model/model.ts';

/** Who a request speaks for. `id` is what limits are counted by. */
export type Principal =
  | { kind: 'app'; id: string }
  | { kind: 'installation'; id: string; token: string }
  | { kind: 'user'; id: string; token: string };

export type Tokens = {
  /** Reads an Authorization header; null for none, an unknown or an expired one. */
  principal: (authorization: string | undefined) => Principal | null;
  issue: () => { token: string; expiresAt: Date };
  /** Makes every installation token issued so far invalid, as a suspended App's are. */
  revokeAll: () => void;
};

/**
 * Personal tokens (`ghp_…`, `github_pat_…`) are taken as they are; installation tokens only when issued here and
 * younger than an hour; a JWT (three parts) is the App, and its signature is not checked.
 */
export function createTokens(model: Model): Tokens {
  const issued = new Map<string, Date>();
  return {
    principal(authorization) {
      const [scheme = '', token = ''] = (authorization ?? '').split(' ');
      if (!/^(bearer|token)$/i.test(scheme)) return null;
      if (/^(ghp|gho|ghu)_\w+$|^github_pat_\w+$/.test(token)) {
        return { kind: 'user', id: `user ${token}`, token };
      }
      const expiresAt = issued.get(token);
      if (expiresAt) {
        if (expiresAt <= model.now()) return null;
        return { kind: 'installation', id: `installation ${model.installation.id}`, token };
      }
      if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) && !token.startsWith('ghs_')) {
        return { kind: 'app', id: `app ${model.installation.appId}` };
      }
      return null;
    },
    issue() {
      const expiresAt = new Date(model.now().getTime() + 3_600_000);
      // Since 2026 an installation token is long and dotted: nothing may measure or match it.
      const token = `ghs_${model.installation.appId}_${Buffer.from(`callboard demo token ${model.nextId()}`).toString('base64url')}.${'demo'.repeat(100)}`;
      issued.set(token, expiresAt);
      return { token, expiresAt };
    },
    revokeAll: () => issued.clear(),
  };
}
