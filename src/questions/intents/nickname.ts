import { labelOf } from '../../catalog/labels.ts';
import { withoutArticle } from '../../catalog/names.ts';
import { barrierTo } from '../../catalog/nicknames.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { QUESTION_WORD } from '../intention.ts';
import { detailOf } from '../labels.ts';
import type { Mention } from '../link.ts';
import { choose, reply, unknownName } from '../reply.ts';
import { givenAs, isEveryday, sentenceAgainst } from '../unknown/naming.ts';
import { whoMay } from '../who-may.ts';

const intent = 'catalog.correct';

type Rule = {
  shape: RegExp;
  /** It says nothing else: a thing that nobody knows is worth saying so. */
  isPlain?: boolean;
};

const SORT = '(?:alias|nickname|synonym|other name|short name)';
/** How people say that something has another name. Quotes are gone by now. */
const GIVEN: readonly Rule[] = [
  {
    isPlain: true,
    shape: new RegExp(
      `^(?:please )?(?:add|set|register|give|create)(?: it)?(?: an?| the| another)? ${SORT}(?: of| called)? (?<alias>.+?) (?:for|to|of|on) (?<thing>.+)$`,
      'i',
    ),
  },
  {
    isPlain: true,
    shape: new RegExp(
      `^(?:please )?(?:add|set|register)(?: an?| the)? ${SORT} (?:for|to|of|on) (?<thing>.+?)[:,] (?<alias>.+)$`,
      'i',
    ),
  },
  {
    isPlain: true,
    shape: new RegExp(`^${SORT} (?<alias>.+?) (?:for|of|means) (?<thing>.+)$`, 'i'),
  },
  {
    isPlain: true,
    shape: new RegExp(
      `^(?<alias>.+?) is (?:short|a short form|shorthand|an? (?:abbreviation|${SORT})|another name|our (?:name|word|nickname)|what we call|the (?:old|new) name) ?(?:for|of)? (?<thing>.+)$`,
      'i',
    ),
  },
  { shape: /^(?<alias>.+?) (?:means|stands for|refers to) (?<thing>.+)$/i },
  {
    shape:
      /^(?:when|if) (?:we|people|they|i) say (?<alias>.+?),? (?:we|they|i) mean (?<thing>.+)$/i,
  },
  { shape: /^by (?<alias>.+?),? (?:we|people|i) mean (?<thing>.+)$/i },
  {
    isPlain: true,
    shape: /^(?<thing>.+?) is also (?:called|known as|named|referred to as) (?<alias>.+)$/i,
  },
  {
    // "Everyone" at the beginning is a greeting to those who normalise questions.
    shape:
      /^(?:(?:we|people|everybody|everyone|they|the teams?) (?:also |all |just |usually )?calls?|calls) (?<both>.+)$/i,
  },
  { shape: /^(?:please )?(?:call|nickname) (?<thing>.+?) (?<alias>(?:the|our) .+)$/i },
];

const TAKEN: readonly Rule[] = [
  {
    shape: new RegExp(
      `^(?:please )?(?:forget|remove|delete|drop|take away)(?: the| that| our)? ${SORT} (?<alias>.+?)(?: (?:from|for|of|on) (?<thing>.+))?$`,
      'i',
    ),
  },
  {
    shape:
      /^(?<alias>.+?) (?:no longer means|does not mean|stopped meaning) (?<thing>.+?)(?: any ?more)?$/i,
  },
  { shape: /^(?:please )?stop calling (?<thing>.+?) (?<alias>(?:the|our) .+)$/i },
];

/** "pg means payments-gateway": a card whose button makes that so, for everybody and at once. Descriptors are left as they are. */
export const nickname: Intention = {
  intent,
  examples: [
    'add alias the vault for token-vault',
    'tv means token-vault',
    'call token-vault the safe',
    'when we say the safe, we mean token-vault',
    'token-vault is also known as the vault',
    'forget the alias zzyzx',
  ],
  patterns: ['{words}'],
  shape:
    /\b(?:alias|nickname|synonym|(?:other|short|another|our|old|new) name|means?|meaning|stands? for|refers to|short(?:hand)? for|abbreviation|also (?:called|known|named|referred)|calls? |calling |our (?:word|nickname)|what we call)/i,
  bare: 'nothing',
  isExact: true,
  answer,
};

async function answer(question: Case): Promise<Answer | null> {
  const text = question.text.replace(/[.!]+$/, '').replace(/^(?:fyi|btw|please)[,:]? /i, '');
  if (
    (QUESTION_WORD.test(text) && !/^when \w+ say /i.test(text)) ||
    /\?$/.test(question.text.trim())
  )
    return null;
  for (const { shape } of TAKEN) {
    const found = shape.exec(text)?.groups;
    if (found?.['alias']) return unnaming(question.room, found['alias'], found['thing'] ?? null);
  }
  for (const { shape, isPlain = false } of GIVEN) {
    const found = shape.exec(text)?.groups;
    if (!found) continue;
    const both = found['both'];
    if (both) return namingIn(question.room, both);
    const { alias = '', thing = '' } = found;
    return naming(question.room, { alias, thing, isPlain });
  }
  return null;
}

const MOST_WORDS = 5;

/** "we call ledger the book": the name ends where nothing longer is called so. */
async function namingIn(room: Room, both: string): Promise<Answer | null> {
  const words = both.split(/\s+/);
  for (let end = words.length - 1; end > 0; end -= 1) {
    const [thing, alias] = [words.slice(0, end).join(' '), words.slice(end).join(' ')];
    const linked = room.link(thing, 'any');
    const isOne = linked.kind === 'linked' && !linked.rest && linked.mentions.length === 1;
    // "We call ledger from payments" gives no name.
    const isName = withoutArticle(alias)
      .split(/\s+/)
      .every((word) => !isEveryday(word));
    if (isOne && isName && !linked.mentions[0]?.isGuess)
      return naming(room, { alias, thing, isPlain: false });
  }
  return null;
}

async function naming(
  room: Room,
  said: { alias: string; thing: string; isPlain: boolean },
): Promise<Answer | null> {
  const { view } = room;
  const alias = bareName(said.alias);
  const isName = alias !== '' && alias.split(/\s+/).length <= MOST_WORDS && !isEveryday(alias);
  if (!isName && !said.isPlain) return null;
  const linked = room.link(said.thing, 'any');
  switch (linked.kind) {
    case 'linked': {
      const [mention, ...others] = linked.mentions;
      const isClear = mention && others.length === 0 && !linked.rest;
      // "Latency means trouble" is no name for whatever looks like trouble.
      if (!isClear || (mention.isGuess && !said.isPlain)) return null;
      return propose(room, mention, alias);
    }
    case 'unclear':
      if (linked.options.length < 2 && !said.isPlain) return null;
      return choose(view, {
        intent,
        said: linked.said,
        options: linked.options,
        question: (ref) => `add alias ${alias} for ${ref}`,
      });
    case 'unknown':
      if (!said.isPlain) return null;
      await room.miss(linked.said);
      return unknownName(view, {
        intent,
        said: linked.said,
        near: linked.near,
        question: (ref) => `add alias ${alias} for ${ref}`,
      });
    case 'other':
    case 'dangling':
      return null;
  }
}

function propose(room: Room, { ref, isGuess, said }: Mention, alias: string): Answer {
  const { view } = room;
  const name = labelOf(view, ref);
  const refuse = (sentence: string, refs: readonly string[] = []) =>
    reply({
      kind: 'declined',
      intent,
      subjects: [ref],
      refs,
      text: `I changed nothing. ${sentence}`,
    });
  if (view.get(ref)?.kind === 'user') return refuse('People choose their names themselves.');
  if (isEveryday(alias))
    return refuse(`"${alias}" is an everyday word: questions with it in them would be misread.`);
  const barrier = barrierTo(view, { alias, ref });
  if (barrier) {
    const sentence = sentenceAgainst(view, barrier, { alias, ref });
    return refuse(sentence, barrier.kind === 'taken' ? [barrier.ref] : []);
  }
  const what = [name, detailOf(view, ref)].filter(Boolean).join(': ');
  return reply({
    kind: 'confirm',
    intent,
    subjects: [ref],
    text: `Shall "${alias}" mean ${name}? I changed nothing yet.${isGuess ? ` I read "${said}" as ${name}.` : ''}`,
    view: {
      kind: 'confirm',
      title: `Call ${name} "${alias}"?`,
      details: [
        { name: 'Means', text: what },
        { name: 'Where', text: 'wherever I am asked, at once; the descriptor stays as it is' },
        { name: 'Who may', text: whoMay(view, ref) },
      ],
      verb: 'Add the alias',
      deed: { kind: 'alias', ref, alias },
      ...(isGuess && { note: `I read "${said}" as ${name}.` }),
    },
  });
}

/** Only names that were given here are taken away here. */
async function unnaming(room: Room, said: string, thing: string | null): Promise<Answer | null> {
  const { view, db } = room;
  const alias = bareName(said);
  const linked = thing === null ? null : room.link(thing, 'any');
  const about = linked?.kind === 'linked' ? linked.mentions.map(({ ref }) => ref) : null;
  const given = (await givenAs(db, alias)).filter(({ ref }) => !about || about.includes(ref));
  const [first] = given;
  // What a descriptor says is corrected there.
  if (!first && thing !== null) return null;
  if (!first)
    return reply({
      kind: 'unknown',
      intent,
      text: `I changed nothing: nobody gave the name "${alias}" here. What a descriptor says is changed in its file.`,
    });
  const { ref } = first;
  const name = labelOf(view, ref);
  return reply({
    kind: 'confirm',
    intent,
    subjects: [ref],
    text: `Shall "${first.alias}" no longer mean ${name}? I changed nothing yet.`,
    view: {
      kind: 'confirm',
      title: `Forget that ${name} is called "${first.alias}"?`,
      details: [{ name: 'Who may', text: whoMay(view, ref) }],
      verb: 'Forget the alias',
      deed: { kind: 'unalias', ref, alias: first.alias },
    },
  });
}

function bareName(said: string): string {
  return said.replace(/^["'“”„‘’]+|["'“”‘’,.!]+$/g, '').trim();
}
