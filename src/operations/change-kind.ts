/** What sort of change a pull request is, for whoever looks for the one that broke something. */
export const CHANGE_KINDS = ['migration', 'config', 'dependency', 'docs', 'code'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const MIGRATION = /(?:^|\/)(?:migrations?|migrate|flyway|liquibase|alembic|changelogs?)\/.+/i;
const MANIFEST =
  /(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|go\.(?:mod|sum)|cargo\.(?:toml|lock)|gemfile(?:\.lock)?|pom\.xml|build\.gradle(?:\.kts)?|gradle\.lockfile|libs\.versions\.toml|requirements[\w-]*\.txt|poetry\.lock|pyproject\.toml|pipfile(?:\.lock)?|composer\.(?:json|lock)|mix\.(?:exs|lock)|[\w.]+\.csproj|packages\.lock\.json)$/i;
const CONFIG =
  /(?:\.(?:ya?ml|toml|ini|env|properties|conf|cfg|tf|tfvars|hcl|json)$|(?:^|\/)(?:config|charts?|helm|k8s|kubernetes|deploy|terraform|infra)\/)/i;
const DOCS = /(?:\.(?:md|mdx|adoc|rst|txt)$|(?:^|\/)docs?\/)/i;
const BOT_BRANCH = /^(?:dependabot|renovate|snyk|greenkeeper|scala-steward)[/-]/i;
const BUMP = /^(?:bump|upgrade|update)\s+\S+\s+(?:from|to)\s|^bump\s|^\w+\(deps(?:-dev)?\)/i;

/** Tells by labels, branch and files, in the order of what is most worth knowing. */
export function changeKindOf({
  title,
  branch,
  labels,
  files,
}: {
  title: string;
  branch: string;
  labels: readonly string[];
  files: readonly string[];
}): ChangeKind {
  const isLabelled = (shape: RegExp) => labels.some((label) => shape.test(label));
  const isAll = (shape: RegExp) => files.length > 0 && files.every((path) => shape.test(path));
  if (files.some((path) => MIGRATION.test(path)) || isLabelled(/\bmigration/i)) return 'migration';
  if (BOT_BRANCH.test(branch) || isLabelled(/^dependenc/i) || BUMP.test(title)) return 'dependency';
  if (isAll(MANIFEST)) return 'dependency';
  if (isAll(DOCS)) return 'docs';
  if (isAll(CONFIG) || isLabelled(/^config/i)) return 'config';
  return 'code';
}
