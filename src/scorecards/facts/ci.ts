import { type Facts, known } from '../fact.ts';
import type { Checkout } from './checkout.ts';

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const OTHERS =
  /^(?:\.gitlab-ci\.ya?ml|jenkinsfile|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|\.buildkite\/pipeline\.ya?ml|\.travis\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.woodpecker(?:\.ya?ml|\/[^/]+\.ya?ml)|cloudbuild\.ya?ml|\.teamcity\/.+|appveyor\.ya?ml|\.semaphore\/semaphore\.ya?ml|\.tekton\/[^/]+\.ya?ml)$/i;

/** Something runs on every change: a workflow that only runs at night or by hand is no CI. */
export function ciFacts({ files, seenAt }: Checkout): Facts {
  const workflow = files.paths.find(
    (path) => WORKFLOW.test(path) && runsOnChange(files.text(path)),
  );
  const path = workflow ?? files.paths.find((path) => OTHERS.test(path));
  return { hasCi: known(path !== undefined, seenAt(path ?? '.github/workflows')) };
}

/** A workflow that was not read is taken at its name. */
function runsOnChange(text: string | null): boolean {
  if (text === null) return true;
  const on = /^(?:on|"on"|'on')[ \t]*:(.*(?:\n(?:[ \t].*|#.*|-.*)?)*)/m.exec(
    text.replaceAll('\r\n', '\n'),
  );
  return (
    on !== null && /\b(?:push|pull_request|pull_request_target|merge_group)\b/.test(on[1] ?? '')
  );
}
