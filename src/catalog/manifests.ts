const AT_THE_TOP = new Set([
  ...['package.json', 'go.mod', 'pyproject.toml', 'setup.py', 'requirements.txt', 'Cargo.toml'],
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'composer.json', 'Gemfile', 'mix.exs'],
  ...['Dockerfile', 'mkdocs.yml', 'mkdocs.yaml', 'README.md', 'readme.md', 'Chart.yaml'],
]);

/** Definitions of APIs, wherever they lie. */
const DEFINITION =
  /(^|\/)(?:[\w-]+[.-])?(?:openapi|swagger|asyncapi)(?:[.-][\w-]+)?\.(?:ya?ml|json)$|(^|\/)schema\.graphql$/i;

/** Whether a file tells what its repository is: a manifest of its language, what it is packed into, an API it offers. */
export function isManifest(path: string): boolean {
  if (AT_THE_TOP.has(path)) return true;
  return DEFINITION.test(path) && !/(^|\/)(?:tests?|__tests__|examples?|mocks?)\//i.test(path);
}
