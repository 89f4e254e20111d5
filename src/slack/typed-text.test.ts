import { expect, it } from 'vitest';
import { plainQuestion } from './typed-text.ts';

it.each([
  ['<@UBOT> who owns payments-api', 'who owns payments-api'],
  ['hey <@UBOT|callboard>, who owns it?', 'hey, who owns it?'],
  ['<@UBOT>: who owns it?', 'who owns it?'],
  ['what does <@U1> own', 'what does user:default/ana own'],
  ['what does <@U2|sam> own', 'what does @sam own'],
  ['what does <@U2> own', 'what does @U2 own'],
  ['who watches <#C1|team-payments>', 'who watches #team-payments'],
  ['who owns <https://github.com/o/r|the repo>', 'who owns https://github.com/o/r'],
  ['is <mailto:ana@x.example|ana@x.example> here', 'is ana@x.example here'],
  ['<!subteam^S1|@payments> and <!here>', '@payments and @here'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['  who\n owns\tit ', 'who\nowns it'],
])('%s is the question "%s"', async (typed, question) => {
  const refOf = async (id: string) => (id === 'U1' ? 'user:default/ana' : null);
  expect(await plainQuestion(typed, { botUserId: 'UBOT', refOf })).toBe(question);
});
