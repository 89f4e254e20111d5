/** Words that say nothing about what is asked, in whatever order they stand. None of them denies, counts or chooses. */
export const PLAIN: ReadonlySet<string> = new Set(
  `a an the this that these those it its they them their there here i me my we us our you your he she his her one ones thing things thingy stuff
  who whom what which where when why how whoever is are was were be been being am do does did done has have had having can could may might
  should would will shall must ought if then than so as and or also plus too of for in on at to from by with about into onto out up
  over under upon through across around between before after during while because since still just really actually ever again now
  right currently today these days lately nowadays please pls plz thanks thx hey hi hello yo ok okay well um hmm sorry bother quick
  question random dumb silly any anyone anybody anything some someone somebody something everyone everybody everything all both each
  every other else idea ideas clue know knows tell show find give get gets getting got see seeing looking look want wanna like trying try
  let lets go going gonna happen exactly even only maybe probably guys folks team teams service services component system app thing
  repo repository codebase project product prod production live urgent asap`
    .split(/\s+/)
    .filter(Boolean),
);

/** Words that turn a question around or take part of it back: whoever says one of them means something that we would miss. */
export const TURNING =
  /^(?:not|no|non|none|never|nobody|nothing|without|except|excluding|but|minus|instead|rather|unless|only|than|most|least|more|less|fewer|many|much|last|next|previous|former|formerly|ago|yesterday|tomorrow|was|were)$/;

/** The part of an English word that its endings leave: "uses", "using" and "used" are one. */
export function stemOf(word: string): string {
  const bare = word.toLowerCase().replace(/['’]s?$/, '');
  if (bare.length < 3) return bare;
  if (bare.length > 4 && bare.endsWith('ies')) return `${bare.slice(0, -3)}y`;
  const stem = bare.replace(/(?:ing|ed|es|s|e)$/, '');
  return stem.length < 2 ? bare : stem.replace(/([bdgklmnprt])\1$/, '$1');
}

export function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean).map(stemOf));
}
