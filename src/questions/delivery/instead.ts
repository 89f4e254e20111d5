import { labelOf } from '../../catalog/labels.ts';
import { readBook } from '../../operations/cover.ts';
import { lastGood } from '../../operations/deployments.ts';
import { environmentsMeant, isEnvironmentWord, stageOf } from '../../operations/environments.ts';
import { locksOver } from '../../operations/locks.ts';
import type { Fact } from '../answer.ts';
import type { Room } from '../intention.ts';
import { factOf, sentenceOf } from '../intents/lock-tell.ts';
import { ownerSentence } from '../intents/own-lookup.ts';
import { onCallField } from '../on-call/field.ts';
import { workedOn } from './places.ts';
import {
  compareUrl,
  type Deployed,
  deployedOf,
  runningFact,
  runningText,
  sinceText,
  workflowUrl,
} from './running.ts';
import { nothingDeployed } from './unread.ts';

/** What whoever wants to deploy or roll back has to know first, and where that is done. */
export async function beforeDeploying(
  room: Room,
  ref: string,
  text: string,
): Promise<{ text: string; refs: string[]; facts: Fact[] }> {
  const { db, view, now } = room;
  const facts = await room.facts(ref);
  const [deployed] = await deployedOf(room, workedOn(room, ref));
  const locks = await locksOver({ db, view, now }, ref);
  const duty = await onCallField(room, await readBook(db), ref);
  const isBack = /\b(?:roll ?back|revert|undo)\b/i.test(text);
  const owner = facts?.owner?.exists ? facts.owner.ref : null;
  const state = deployed
    ? await stateText(room, deployed, { ref, text, isBack })
    : { text: '', facts: [] };
  const page = deployed && workflowUrl(deployed.place, 'actions');
  return {
    text: [
      ...locks.map((lock) => sentenceOf(room, lock)),
      state.text,
      facts ? ownerSentence(view, facts) : '',
      duty?.text ?? '',
      page ? `It is done with its workflows: ${page}` : '',
    ]
      .filter(Boolean)
      .join(' '),
    refs: owner ? [owner] : [],
    facts: [...locks.map((lock) => factOf(room, lock)), ...state.facts, ...(duty?.facts ?? [])],
  };
}

async function stateText(
  room: Room,
  deployed: Deployed,
  { ref, text, isBack }: { ref: string; text: string; isBack: boolean },
): Promise<{ text: string; facts: Fact[] }> {
  const name = labelOf(room.view, ref);
  if (deployed.environments.length === 0) {
    const { text: why } = await nothingDeployed(room, {
      intent: 'deploy.request',
      refs: [ref],
      places: [deployed.place],
    });
    return { text: why, facts: [] };
  }
  const shown = meantIn(deployed, text);
  const lines = shown.map((one) => {
    const good = lastGood(one, deployed.tags);
    const url = isBack && good ? compareUrl(deployed.place, one.running, good) : null;
    const before = good ? `; before that ${sinceText(room, deployed, good)}` : '';
    return `${runningText(room, deployed, one)}${isBack && !good ? '; nothing else is known to have run there' : before}${url ? ` (compare: ${url})` : ''}`;
  });
  return {
    text: `${name}: ${lines.join('. ')}.`,
    facts: shown.flatMap((one) => runningFact(room, deployed, one)),
  };
}

/** The environments that the order names; production where it names none. */
function meantIn({ environments }: Deployed, text: string): Deployed['environments'] {
  const names = environments.map(({ environment }) => environment);
  const said = text
    .split(/\s+(?:to|in|on|into|from|at)\s+(?:the\s+)?/i)
    .slice(1)
    .find((part) => isEnvironmentWord(part, names));
  const meant = said
    ? environmentsMeant(said, names)
    : names.filter((name) => stageOf(name) === 'production');
  const found = environments.filter(({ environment }) => meant.includes(environment));
  return found.length > 0 ? found : environments;
}
