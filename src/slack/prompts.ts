import type { Profile } from './directory.ts';

type Prompt = { title: string; message: string };

/** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts: four at most. */
const MOST = 4;
const LONGEST_NAME = 60;

/** Questions worth a press before anything is said: about what the person's own teams run, where that is known. */
export function promptsFor(profile: Profile | null): Prompt[] {
  const teams = profile?.teams ?? [];
  const own = teams.flatMap(({ owns }) => owns).find(({ label }) => label.length <= LONGEST_NAME);
  const team = teams.find(({ total, label }) => total > 0 && label.length <= LONGEST_NAME);
  const questions = [
    own && `what depends on ${own.label}`,
    team && `who is on call for ${team.label}`,
    profile && 'what do I own',
    own && `runbook of ${own.label}`,
    'help',
  ];
  return questions
    .filter((question) => typeof question === 'string')
    .slice(0, MOST)
    .map((message) => ({ title: message, message }));
}
