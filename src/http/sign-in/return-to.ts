/** Where somebody goes after signing in: a page of ours, whatever the address says. */
export function safeReturn(given: string | undefined, base: string, otherwise: string): string {
  // A second slash, forward or backward, would make the rest a host.
  if (!given || !/^\/(?![/\\])/.test(given)) return otherwise;
  const url = URL.parse(given, base);
  if (!url || url.origin !== new URL(base).origin) return otherwise;
  // Where one signs in or out nobody wants to arrive.
  if (/^\/sign-(?:in|out)(?:\/|$)/.test(url.pathname)) return otherwise;
  return `${url.pathname}${url.search}`;
}
