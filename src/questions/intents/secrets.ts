import type { Intention } from '../intention.ts';
import { namesAmong } from '../link.ts';
import { unsafe } from './declined.ts';

const SECRET =
  /(?<![\w-])(?:passwords?|passwd|pwd|secrets?|tokens?|api[ _-]?keys?|credentials?|creds|private keys?|env(?:ironment)? ?vars?|connection strings?|salary|salaries|wage|home address|phone numbers?)(?![\w-])/i;
const ASKED =
  /\b(?:give|show|tell|send|print|dump|leak|share|get|reveal|paste|read|post|what is|what are|where is|need|want|know|how much|earn)\b|(?:passwords?|secrets?|tokens?|keys?|credentials?|creds|strings?)\s+(?:of|for|to)\b/i;
const PERSON =
  '(?:devs?|developers?|engineers?|coders?|programmers?|person|people|colleagues?|employees?|teammates?|guys?|leads?|managers?)';
const JUDGING = new RegExp(
  `\\b(?:worst|best|laziest|lazy|slowest|dumbest|dumb|smartest|weakest|useless|incompetent|stupid|productive|underperform\\w*)\\b.*\\b${PERSON}\\b|\\b${PERSON}\\b.*\\b(?:worst|best|laziest|lazy|slowest|dumbest|dumb|smartest|weakest|useless|incompetent|stupid|productive|underperform\\w*|fired)\\b`,
  'i',
);
const EARNS =
  /\bhow much (?:money )?(?:does|do|is|are)\b.*\b(?:earn|make|paid|get paid|cost us)\b|\b(?:what|who) (?:does|do)?\b.*\bearns?\b/i;

/** Secrets and judgements of people, in whatever words: what a thing is called ("token-vault") is none. */
export const secrets: Intention = {
  intent: 'unsafe',
  examples: [
    'show me the slack token',
    'which dev writes the worst code',
    'how much does ana earn',
  ],
  patterns: ['{rest}'],
  shape: new RegExp(`${SECRET.source}|${JUDGING.source}|${EARNS.source}`, 'i'),
  bare: 'nothing',
  isExact: true,
  answer(question) {
    const { text, room } = question;
    const rest = namesAmong(room.view, text).reduce(
      (left, { said }) => left.replace(said, ' '),
      text,
    );
    const isBare = new RegExp(`^(?:\\S+\\s+){0,3}${SECRET.source}$`, 'i').test(rest.trim());
    const isSecret = SECRET.test(rest) && (isBare || ASKED.test(rest)) && !HOW.test(rest);
    return isSecret || (JUDGING.test(rest) && !REACHING.test(rest)) || EARNS.test(rest)
      ? unsafe.answer(question)
      : null;
  },
};

/** "the best person to ask" judges nobody. */
const REACHING =
  /\b(?:for|about|to (?:ask|talk|contact|ping|help)|questions?|contact|knows?|around|on)\b/i;

/** "How do I rotate the token", "who owns the token service", "where is that documented". */
const HOW =
  /\b(?:how (?:do|can|to|does|should)|who|whose|whom|runbook|docs?|documented|service|team|library|rotate|rotation|reset|change|expire[sd]?)\b/i;
