// Words of questions that say nothing about what is looked for, in the two languages people here ask in.
const STOP_WORDS = new Set(
  `a about always am an and any are as at be been but by can could did define describe do does doing don explain ever every find for from get gets give go had has have hello help hey hi how
  i if im in into is it its just know like ll lol long look looking make many may me mean means might much must my need no not now of off often ok on one or our out please pls re s
  say says should show so some something t tell than thank thanks that the their them then there these they thing things this those to too u understand
  up us use used using ve want was way we were what whats when where wheres which while who whom whos why will with would yo you your
  aber alle als am an auch auf aus bei beim bekomme bekommen bin bitte brauche brauchen das dass dem den der des die doch du ein eine einen einer eines er es fur geht gehen gibt gibts haben hat ich
  im in ist ja kann kannst kein keine komme mache machen macht mal man mehr mein meine mich mir mit nach nicht noch nur oder sich sie sind soll sollte tun uns unsere um und unser vom von vor wann war
  warum was wenn wer wie wir wird wo zu zum zur`
    .split(/\s+/)
    .filter(Boolean),
);

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
