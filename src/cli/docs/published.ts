/** What runs in a browser that opens it by itself, with all the rights of the site it lies on. */
const RUNS = /\.(html?|xhtml|shtml|xht|mht|mhtml|xml|xsl|swf|js|mjs|wasm)$/i;
const LIVE_SVG =
  /<script|<foreignObject|<handler|<listener|\bon[a-z]+\s*=|javascript:|data:text|&#|<!ENTITY|xml-stylesheet|<set\b|<animate/i;

/** Whether a file of the docs folder goes along into a static site. Pictures do; pages and scripts of others do not, nor SVG with a script in it. */
export function isPublished(path: string, read: (path: string) => string | undefined): boolean {
  if (RUNS.test(path)) return false;
  if (!/\.svgz?$/i.test(path)) return true;
  const text = read(path) ?? '';
  return text.trimStart().startsWith('<') && !LIVE_SVG.test(text);
}
