import { type Word, wordsIn } from '../../docs/search/analyse.ts';
import { FILLERS } from '../loose/cues.ts';

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean));
}

/** What a question is made of beside what it asks for. */
const ASKING = setOf(`
  choose chose chosen choosing pick picked decide decided deciding
  how what why when where which who whose whom does do did doing done can could should would will must may might shall use used using work
  works working explain describe tell say says said mean means meaning define definition happens happen happened going way ways about cause
  because info information need needs needed want wants get gets getting got set let lets our we us they company here there it its this that
  these those am not dont times anything something somebody again really actually normally usually currently
  safely quickly properly correctly easily simply exactly myself yourself ourselves best long many much often big
  am if so then than left allowed possible able supposed
  wie was wo wann warum wer wird werden bekomme bekommt bekommen kann kannst ich wir man der die das den dem des ein eine einen einem auf zu
  zum zur im fur fuer für von und ist sind bitte funktioniert geht mache machen macht erklar erklär erkläre erklare erklaer mir mal mich uns
  denn eigentlich gibt es bei mit nach wieder neu`);

/** What docs themselves are called, and their parts. */
const DOCS = setOf(`
  step steps guide guides howto doc docs documentation documented document documents page pages section sections wiki readme runbook runbooks
  playbook adr adrs rfc rfcs decision decisions record records manual techdocs instructions procedure process link links url handbook
  team teams service services component components repo repository`);

/** What somebody does, in words that docs have others for. Doing the opposite is no such word: it has to be there. */
const WEAK = setOf(`
  add make create write change switch turn verify check query find move keep put handle start begin new old set up issue issued give given
  take takes look see know like run running apply implement build built setup
  configure configured support supports right wrong problem problems issues current currently different difference`);

const GERMAN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    zugriff: 'access',
    zugang: 'access',
    schlüssel: 'keys',
    schluessel: 'keys',
    rotiere: 'rotate',
    rotieren: 'rotate',
    rotiert: 'rotate',
    neustarten: 'restart',
    starte: 'restart',
    abgeschaltet: 'sunset',
    einrichten: 'setup',
    passwort: 'password',
    datenbank: 'database',
    rechner: 'machine',
    freigeben: 'approve',
    erstattung: 'refund',
  }),
);

const PHRASES =
  /\b(?:like (?:i am|im|i'm|i were|a|me i am|me im) (?:five|5|an? \w+|child|dummy)|in (?:simple|plain) (?:terms|words|english)|for dummies|step by step|eli5|if (?:any|possible)|from scratch|up to date)\b/gi;

/** The words of a question that docs must have to answer it, as they were typed. */
export type Content = {
  text: string;
  all: readonly Word[];
  stems: ReadonlySet<string>;
  /** Those of them that an answer may not lack. */
  needed: readonly Word[];
  /** There are words among them that say what it is about. */
  isTelling: boolean;
};

/** Takes away what only asks, and the names of what it is about: those are known already. */
export function contentOf(text: string, names: readonly string[] = []): Content {
  let left = ` ${text.replace(PHRASES, ' ')} `;
  for (const name of names) {
    const at = left.toLowerCase().indexOf(name.toLowerCase());
    if (at >= 0) left = `${left.slice(0, at)} ${left.slice(at + name.length)}`;
  }
  const words = left
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}#+]+|[^\p{L}\p{N}+#]+$/gu, ''))
    .map((word) => GERMAN.get(word.toLowerCase()) ?? word)
    .filter((word) => word !== '' && !isAsking(word));
  const telling = words.filter((word) => !DOCS.has(word.toLowerCase()));
  // "How do I write an ADR" asks about ADRs.
  const kept = telling.some((word) => !WEAK.has(word.toLowerCase())) ? telling : words;
  const all = kept.flatMap((word) => wordsIn(word));
  const needed = all.filter(({ word }) => !WEAK.has(word));
  return {
    text: kept.join(' '),
    all,
    stems: new Set(all.map(({ stem }) => stem)),
    needed: needed.length > 0 ? needed : all,
    isTelling: needed.length > 0,
  };
}

function isAsking(word: string): boolean {
  const plain = word.toLowerCase().replace(/['’]s$/, '');
  return ASKING.has(plain) || FILLERS.has(plain);
}
