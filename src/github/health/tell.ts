import { addProblem, type RunReport } from '../report.ts';
import type { HealthPart } from './query.ts';

const NAMES: Record<HealthPart, { what: string; right: string }> = {
  protection: { what: 'the protection of branches', right: 'Administration' },
  ci: { what: 'the state of CI', right: 'Checks and Commit statuses' },
  alerts: { what: 'alerts on vulnerable dependencies', right: 'Dependabot alerts' },
  hasVulnerabilityAlerts: { what: 'whether alerts are on', right: 'Dependabot alerts' },
  hasSecurityPolicy: { what: 'security policies', right: 'Contents' },
  pullRequests: { what: 'open pull requests', right: 'Pull requests' },
  releases: { what: 'releases', right: 'Contents' },
  codeownersErrors: { what: 'what is wrong with CODEOWNERS', right: 'Contents' },
};

/** Says what GitHub refused, and which permission is missing. */
export function tellRefused(refusals: ReadonlyMap<HealthPart, number>, report: RunReport): void {
  for (const [part, count] of refusals) {
    const { what, right } = NAMES[part];
    addProblem(report, {
      code: `health.${part}`,
      reason: `I may not read ${what} of ${count === 1 ? 'one repository' : `${count} repositories`}`,
      nextStep: `Give the GitHub App or token the permission to read "${right}".`,
    });
  }
}
