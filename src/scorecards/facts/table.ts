import type { FactSpec, FactTable, FactType } from '../fact.ts';

const DESCRIPTOR = 'catalog-info.yaml';
const CATALOG = 'the catalog';
const FILES = 'files of the repository';
const GITHUB = 'GitHub';
const SETTINGS = 'settings of the repository';

/** Files and descriptors are as they were until somebody changes them; what runs and what is open is not. */
const LASTING = null;
const WEEK = 7;
const FEW_DAYS = 3;

type Row = readonly [
  name: string,
  type: FactType,
  title: string,
  source: string,
  usableForDays: number | null,
];

// One line a fact. Those with logic of their own have a file beside this one.
const ROWS: readonly Row[] = [
  // What the descriptor says.
  ['hasTitle', 'bool', 'Has a title', DESCRIPTOR, LASTING],
  ['hasDescription', 'bool', 'Has a description', DESCRIPTOR, LASTING],
  ['hasTags', 'bool', 'Has tags', DESCRIPTOR, LASTING],
  ['hasLinks', 'bool', 'Has links', DESCRIPTOR, LASTING],
  ['hasOwner', 'bool', 'States an owner', DESCRIPTOR, LASTING],
  ['isOwnedByGroup', 'bool', 'Is owned by a team, not a person', DESCRIPTOR, LASTING],
  ['ownerResolves', 'bool', 'Its owner is in the catalog', CATALOG, WEEK],
  ['hasSystem', 'bool', 'Belongs to a system', DESCRIPTOR, LASTING],
  ['systemResolves', 'bool', 'Its system is in the catalog', CATALOG, WEEK],
  ['hasLifecycle', 'bool', 'States its lifecycle', DESCRIPTOR, LASTING],
  ['missingFields', 'list<string>', 'Fields its descriptor lacks', DESCRIPTOR, LASTING],
  ['isDescriptorComplete', 'bool', 'Its descriptor is complete', DESCRIPTOR, LASTING],
  ['hasRunbook', 'bool', 'Has a runbook', 'catalog-info.yaml and files of the repository', LASTING],
  ['hasOnCall', 'bool', 'Is wired to an on-call rota', DESCRIPTOR, LASTING],
  ['hasApiDefinition', 'bool', 'Has an API definition', DESCRIPTOR, LASTING],
  // What lies in the repository.
  ['hasReadme', 'bool', 'Has a README', FILES, LASTING],
  ['hasDocs', 'bool', 'Has docs', 'catalog-info.yaml and files of the repository', LASTING],
  ['docsPages', 'int', 'Pages of docs, a README aside', FILES, LASTING],
  ['brokenDocsLinks', 'int', 'Links and pictures of its docs that lead nowhere', FILES, LASTING],
  ['hasCodeowners', 'bool', 'Has a CODEOWNERS file', FILES, LASTING],
  ['isCodeownersValid', 'bool', 'GitHub can read all of CODEOWNERS', FILES, LASTING],
  ['codeownersNamesOwner', 'bool', 'CODEOWNERS names the owner', FILES, LASTING],
  ['hasCi', 'bool', 'Has CI', FILES, LASTING],
  ['hasTests', 'bool', 'Has tests', FILES, LASTING],
  ['hasDockerfile', 'bool', 'Has a Dockerfile', FILES, LASTING],
  ['baseImages', 'list<string>', 'Images its Dockerfiles build on', FILES, LASTING],
  ['areBaseImagesPinned', 'bool', 'Its base images are pinned', FILES, LASTING],
  ['runsAsRoot', 'bool', 'Its image runs as root', FILES, LASTING],
  ['hasLicense', 'bool', 'Has a licence', FILES, LASTING],
  ['hasSecurityPolicy', 'bool', 'Has a security policy', FILES, LASTING],
  ['hasDependencyUpdates', 'bool', 'Dependabot or Renovate keeps it up to date', FILES, LASTING],
  ['hasLockfile', 'bool', 'Pins its dependencies', FILES, LASTING],
  ['ignoresSecrets', 'bool', 'Keeps no file of secrets', FILES, LASTING],
  ['language', 'string', 'Language', FILES, LASTING],
  ['runtimeVersion', 'string', 'Version of the language it runs on', FILES, LASTING],
  ['runtimeSupportedUntil', 'timestamp', 'Until when that version gets fixes', FILES, LASTING],
  // How the repository is set up.
  ['defaultBranch', 'string', 'Name of the default branch', SETTINGS, WEEK],
  ['isBranchProtected', 'bool', 'The default branch is protected', SETTINGS, WEEK],
  ['requiredReviews', 'int', 'Reviews a change needs', SETTINGS, WEEK],
  ['requiresCodeOwnerReview', 'bool', 'A code owner must review', SETTINGS, WEEK],
  ['hasSecretScanning', 'bool', 'Secrets scanning is on', SETTINGS, WEEK],
  ['hasVulnerabilityAlerts', 'bool', 'Alerts on vulnerable dependencies are on', SETTINGS, WEEK],
  // How it is doing.
  ['isCiGreen', 'bool', 'CI is green', GITHUB, FEW_DAYS],
  ['openCriticalAlerts', 'int', 'Open critical alerts', GITHUB, FEW_DAYS],
  ['openHighAlerts', 'int', 'Open high alerts', GITHUB, FEW_DAYS],
  ['openMediumAlerts', 'int', 'Open medium alerts', GITHUB, FEW_DAYS],
  ['openLowAlerts', 'int', 'Open low alerts', GITHUB, FEW_DAYS],
  ['lastPushedAt', 'timestamp', 'Last push', GITHUB, WEEK],
  ['oldestPullRequestAt', 'timestamp', 'Since when the oldest pull request is open', GITHUB, WEEK],
  ['lastReleasedAt', 'timestamp', 'Last release', GITHUB, WEEK],
  ['releasesIn90Days', 'int', 'Releases in 90 days', GITHUB, WEEK],
  ['lastDeployedAt', 'timestamp', 'Last deployment to production', GITHUB, WEEK],
];

/** Every fact that rules can ask for. */
export const FACTS: FactTable = new Map(
  ROWS.map(([name, type, title, source, usableForDays]): [string, FactSpec] => [
    name,
    { name, type, title, source, usableForDays },
  ]),
);
