import { known, unknown } from '../fact.ts';
import { absent, type Checkout, mayBeHidden } from './checkout.ts';
import { defineFacts, OF_FILES, OF_GITHUB_NOW } from './define.ts';
import { ofHealth } from './of-health.ts';

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const OTHERS =
  /^(?:\.gitlab-ci\.ya?ml|jenkinsfile|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|\.buildkite\/pipeline\.ya?ml|\.travis\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.woodpecker(?:\.ya?ml|\/[^/]+\.ya?ml)|cloudbuild\.ya?ml|\.teamcity\/.+|appveyor\.ya?ml|\.semaphore\/semaphore\.ya?ml|\.tekton\/[^/]+\.ya?ml)$/i;

/** Something runs on every change: a workflow that only runs at night or by hand is no CI. */
export const CI_FILE = defineFacts({
  restsOn: 'files',
  facts: { hasCi: { type: 'bool', title: 'Has CI', ...OF_FILES } },
  read(checkout) {
    const { files, seenAt } = checkout;
    const workflow = files.paths.find(
      (path) => WORKFLOW.test(path) && runsOnChange(files.text(path)),
    );
    const path = workflow ?? files.paths.find((path) => OTHERS.test(path));
    if (path !== undefined) return { hasCi: known(true, seenAt(path)) };
    // CI stands in the root for all folders of a repository.
    if (mayBeHidden({ ...checkout, folder: '' }, 'deep') !== null)
      return { hasCi: absent({ ...checkout, folder: '' }, 'deep') };
    return { hasCi: known(false, seenAt('.github/workflows')) };
  },
});

export const CI_STATE = defineFacts({
  facts: { isCiGreen: { type: 'bool', title: 'CI is green', ...OF_GITHUB_NOW } },
  read: (checkout: Checkout) => ({
    isCiGreen: ofHealth(checkout, 'ci', ({ state, url }) => {
      if (state === 'none') return unknown('nothing checks the newest commit');
      if (state === 'pending') return unknown('the checks of the newest commit are still running');
      return { value: state === 'success', url };
    }),
  }),
});

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
