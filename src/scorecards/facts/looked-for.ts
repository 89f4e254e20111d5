// Of the many files of a repository, those that some fact looks for. What readers beside this file look for has to be among them:
// the test holds both together.

const NAMES =
  /^(?:readme|licen[cs]e|copying|unlicense|security|codeowners|(?:[\w-]+\.)?dockerfile|containerfile|renovate|\.renovaterc|dependabot|jenkinsfile|catalog-info|mkdocs|test_|run-?_?books?|play-?_?books?|gemfile|pipfile|procfile|\.env|id_(?:rsa|dsa|ecdsa|ed25519)|credentials\.json|service[-_]account|package\.json|package-lock|npm-shrinkwrap|yarn\.lock|pnpm-lock|bun\.lock|go\.(?:mod|sum)|pom\.xml|build\.(?:gradle|sbt)|cargo\.|composer\.|mix\.exs|pyproject|setup\.py|poetry|uv\.lock|pdm\.lock|gradle\.lock|packages\.lock|\.terraform\.lock|requirements|runtime\.txt|\.nvmrc|\.node-version|\.tool-versions|\.python-version|\.java-version|\.sdkmanrc|\.npmrc\.secret|\.gitlab-ci|azure-pipelines|\.travis|bitbucket-pipelines|\.drone|\.woodpecker|cloudbuild|appveyor)/i;
const ENDINGS =
  /[._-](?:test|spec)\.\w+$|_test\.\w+$|Tests?\.(?:java|kt|cs|scala)$|\.tftest\.(?:hcl|json)$|\.(?:csproj|fsproj|slnx?|tf|p12|pfx|jks|keystore)$/i;
const FOLDERS =
  /(?:^|\/)(?:tests?|__tests__|specs?|run-?_?books?|play-?_?books?)\/|^(?:\.github\/workflows|docs?|documentation|\.circleci|\.buildkite|\.woodpecker|\.teamcity|\.semaphore|\.tekton)\/|\/(?:docs?|documentation)\//i;

/** Whether a fact may look for a file of this path. */
export function isLookedFor(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAMES.test(name) || ENDINGS.test(name) || FOLDERS.test(path);
}

const TEXTS =
  /(?:^|\/)(?:(?:[\w-]+\.)?dockerfile|dockerfile\.[\w-]+|containerfile|package\.json|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|pyproject\.toml|runtime\.txt|\.nvmrc|\.node-version|\.tool-versions|\.python-version|\.java-version|\.sdkmanrc)$|^\.github\/workflows\/[^/]+\.ya?ml$/i;

/** Whether a fact reads what stands in a file of this path. */
export function isReadForFacts(path: string): boolean {
  return TEXTS.test(path);
}
