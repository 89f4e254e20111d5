import { counted, enumerate } from '../../catalog/labels.ts';
import { shortRef } from '../../catalog/ref.ts';
import type { Cause, ChangedCheck } from '../results/stored.ts';
import type { Step } from './replay.ts';

/** Names that fit a line; the rest is counted. */
const NAMED = 3;

/** What one cause was, in words for people: no sentence, it stands behind its points. */
export function whatHappened(cause: Cause, steps: readonly Step[]): string {
  const refs = [...new Set(steps.map(({ change }) => change.ref))];
  const checks = steps.flatMap(({ change }) => change.checks);
  const services = counted(refs.length, 'service');
  switch (cause) {
    case 'service':
      return `${services} changed${mostOf(steps)}`;
    case 'rule':
      return `${rulesIn(checks)}, for ${services}`;
    case 'exemption':
      return exemptionsIn(checks, services);
    case 'data':
      return dataIn(checks, services);
    case 'added':
      return `${services} added: ${names(refs)}`;
    case 'removed':
      return `${services} removed: ${names(refs)}`;
    case 'moved':
      return `${services} changed hands: ${names(refs)}`;
  }
}

/** The one that moved most, and the check that did it. */
function mostOf(steps: readonly Step[]): string {
  const largest = steps.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))[0];
  if (!largest) return '';
  const check = largest.change.checks.find(({ from, to }) => from === 'pass' || to === 'pass');
  const verb = check?.to === 'pass' ? 'passes' : 'fails';
  const what = check ? ` (“${check.title}” now ${verb})` : '';
  const lead = new Set(steps.map(({ change }) => change.ref)).size > 1 ? ', most of all ' : ': ';
  return `${lead}${shortRef(largest.change.ref)}${what}`;
}

function rulesIn(checks: readonly ChangedCheck[]): string {
  const titles = new Map<string, number>();
  for (const { title } of checks) titles.set(title, (titles.get(title) ?? 0) + 1);
  const most = [...titles].sort(([, a], [, b]) => b - a).map(([title]) => `“${title}”`);
  if (most.length === 0) return 'rules changed';
  return `${most.length === 1 ? 'rule' : 'rules'} ${enumerate(most, 2)} changed or took effect`;
}

function exemptionsIn(checks: readonly ChangedCheck[], services: string): string {
  const granted = checks.filter(({ to }) => to === 'exempt').length;
  const ended = checks.filter(({ from }) => from === 'exempt').length;
  const said = [
    granted > 0 ? `${counted(granted, 'exemption')} granted` : '',
    ended > 0 ? `${counted(ended, 'exemption')} ended` : '',
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : `exemptions of ${services} changed`;
}

function dataIn(checks: readonly ChangedCheck[], services: string): string {
  const lost = checks.filter(({ to }) => to === 'unknown').length;
  const found = checks.filter(({ from }) => from === 'unknown').length;
  if (lost > 0 && found === 0) return `${counted(lost, 'check')} of ${services} could not be read`;
  if (found > 0 && lost === 0) return `${counted(found, 'check')} of ${services} can be read again`;
  return `what could be read of ${services} changed`;
}

function names(refs: readonly string[]): string {
  return enumerate(refs.map(shortRef), NAMED);
}
