import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { NewIssue, Place } from '../../scaffolder/repository-host.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Issue = z.object({ number: z.number(), html_url: z.string(), body: z.string().nullish() });
const Milestone = z.object({ number: z.number(), title: z.string() });
/** Issues looked through for ours: it is among the newest. */
const LATEST = 50;

/** Opens an issue, or finds the one with the same mark. */
export function createIssue(
  calls: Calls,
  place: Place,
  issue: NewIssue & { mark: string },
): Promise<{ number: number; url: string }> {
  return calls(`open an issue in ${nameOf(place)}`, async (api) => {
    const route = '/repos/{owner}/{repo}/issues';
    // GitHub shows no comments of HTML: this one says which of ours it is, should a crash bring us here again.
    const mark = `<!-- callboard: ${issue.mark} -->`;
    const latest = await api.call(z.array(Issue), `GET ${route}`, {
      ...only(place),
      state: 'all',
      per_page: LATEST,
    });
    const earlier = latest.find(({ body }) => body?.includes(mark));
    const made =
      earlier ??
      (await api.call(Issue, `POST ${route}`, {
        ...only(place),
        title: issue.title,
        body: `${issue.body}\n\n${mark}`.trim(),
        labels: issue.labels,
        assignees: issue.assignees,
        ...(issue.milestone !== null && { milestone: await milestoneOf(api, place, issue) }),
      }));
    return { number: made.number, url: made.html_url };
  });
}

async function milestoneOf(api: Api, place: Place, { milestone }: NewIssue): Promise<number> {
  if (typeof milestone === 'number') return milestone;
  const route = 'GET /repos/{owner}/{repo}/milestones';
  const all = await api.list(Milestone, route, { ...only(place), state: 'all' });
  const found = all.find(({ title, number }) => title === milestone || `${number}` === milestone);
  if (found) return found.number;
  throw new UserError(`${nameOf(place)} has no milestone "${milestone}".`, 'Name one it has.');
}

/** Labels of an issue or a pull request; GitHub makes those that are new. */
export function addLabels(
  calls: Calls,
  place: Place,
  { number, labels }: { number: number; labels: readonly string[] },
): Promise<void> {
  return calls(`label #${number} of ${nameOf(place)}`, async (api) => {
    const route = 'POST /repos/{owner}/{repo}/issues/{number}/labels';
    await api.call(Anything, route, { ...only(place), number, labels });
  });
}
