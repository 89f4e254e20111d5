import { compilePattern } from './pattern.ts';

type Phrase = { english: string; said: readonly string[] };

// The simplest questions in the languages that are spoken beside English at work, without their accents, as many type them.
// What is not here is not understood, and nothing is guessed.
const PHRASES: readonly Phrase[] = [
  {
    english: 'who owns {x}',
    said: [
      'wem (gehort|gehoert) [denn|eigentlich] [der|die|das|dem|unser|unsere] [service|dienst|repo|komponente] {x}',
      'wer (besitzt|betreut|verantwortet|pflegt|wartet|owned|ownt) [denn|eigentlich] [den|die|das] [service|dienst] {x}',
      'wer ist [denn|eigentlich] (zustandig|zustaendig|verantwortlich) fur [den|die|das] {x}',
      'wer ist [denn|eigentlich] (fur|fuer) [den|die|das] {x} (zustandig|zustaendig|verantwortlich)',
      'wer ist [der|die] (owner|besitzer|verantwortliche|eigentumer) (von|des|der|vom) {x}',
      '(welches team|welche gruppe) (besitzt|betreut|verantwortet|pflegt|hat|owned) [den|die|das] {x}',
      '(welchem team|zu welchem team) gehort [der|die|das] {x}',
      'qui (possede|gere|maintient|a) [le|la|les] [service] {x}',
      'qui est [le|la] (responsable|proprietaire|owner) (de|du|des|de la|pour) [le|la|service] {x}',
      'a qui appartient [le|la] [service] {x}',
      '(quelle equipe|quel equipe) (possede|gere|maintient|est responsable de) [le|la] {x}',
      '(quien|quienes) es [el|la] (dueno|duena|responsable|propietario|owner) (de|del|de la) [servicio] {x}',
      '(quien|quienes) (mantiene|gestiona|lleva|tiene|posee) [el|la] [servicio] {x}',
      'de quien es [el|la] [servicio] {x}',
      '(que equipo|cual equipo) (mantiene|gestiona|lleva|tiene|posee|es dueno de) [el|la] {x}',
      'a quien (pertenece|le pertenece) [el|la] {x}',
      'quem e [o|a] (dono|dona|responsavel|proprietario|owner) (do|da|de|pelo|pela|por) [servico] {x}',
      'quem (mantem|gere|cuida do|cuida da|cuida de) [o|a] [servico] {x}',
      'de quem e [o|a] [servico] {x}',
      '(qual equipa|qual equipe|que equipa|que time|qual time) (mantem|gere|cuida do|cuida de) [o|a] {x}',
      'kto jest (wlascicielem|odpowiedzialny za) [serwisu|uslugi] {x}',
      'kto (odpowiada za|utrzymuje|zarzadza|opiekuje sie) [serwis|usluge] {x}',
      '(czyje jest|czyj jest|czyja jest|do kogo nalezy) {x}',
      'chi (possiede|gestisce|mantiene) [il|la] {x}',
      'chi e [il|la] (proprietario|responsabile) (di|del|della) {x}',
      'van wie is [de|het] {x}',
      'wie is [de] (eigenaar|verantwoordelijk voor) [van] [de|het] {x}',
    ],
  },
  {
    english: 'who is on call for {x}',
    said: [
      'wer hat [gerade|jetzt|heute|aktuell] (bereitschaft|rufbereitschaft|dienst) (fur|fuer|bei) [den|die|das] {x}',
      'wer ist [gerade|jetzt|heute|aktuell] on call (fur|fuer|bei) [den|die|das] {x}',
      "qui est (d'astreinte|de garde|on call) (pour|sur|de) [le|la] {x}",
      '(quien|quienes) esta [ahora] (de guardia|on call) (para|en|de|con) [el|la] {x}',
      'quem esta (de plantao|de prevencao|on call) (no|na|para|do|da|de) [o|a] {x}',
      'kto ma dyzur (dla|na|w|przy) {x}',
      'chi e (di turno|reperibile|on call) per [il|la] {x}',
    ],
  },
  {
    english: 'what is {x}',
    said: [
      '(was ist|was macht|was tut) [eigentlich|denn] [der|die|das] {x}',
      "(c'est quoi|qu'est-ce que|qu'est ce que|que fait|qu'est-ce que c'est) [le|la] {x}",
      '(que es|que hace|para que sirve) [el|la] {x}',
      '(o que e|que e|o que faz) [o|a] {x}',
      '(co to jest|czym jest|co robi) {x}',
      "(cos'e|che cos'e|cosa fa) [il|la] {x}",
    ],
  },
  {
    english: 'runbook for {x}',
    said: [
      '(wo ist|wo finde ich|wo gibt es|gibt es) [das|ein] runbook (fur|fuer|von|zu) [den|die|das] {x}',
      '(ou est|ou trouver) [le] runbook (de|du|pour|de la) [le|la] {x}',
      '(donde esta|donde encuentro) [el] runbook (de|del|para) [el|la] {x}',
      '(onde esta|onde fica|onde encontro) [o] runbook (de|do|da|para) [o|a] {x}',
      'gdzie jest runbook (dla|do|od) {x}',
    ],
  },
  {
    english: 'who is in {x}',
    said: [
      'wer ist [alles] (im team|in team|im|in|i am team|i am) [der|dem] {x}',
      "qui est dans [l'equipe|equipe|le|la] {x}",
      '(quien|quienes) (esta|estan|es|son) (en|del|de) [el|la] [equipo] {x}',
      'quem esta (na|no|em) [equipa|equipe|time] {x}',
      'kto jest w [zespole] {x}',
    ],
  },
  {
    english: 'what does {x} own',
    said: [
      '(was gehort|was besitzt|was betreut) [dem] [team] {x}',
      "(que possede|qu'est-ce que possede) [l'equipe] {x}",
      '(que tiene|que posee|que mantiene) [el] [equipo] {x}',
    ],
  },
  {
    english: 'who is {x}',
    said: [
      'wer ist {x}',
      'qui est {x}',
      'quien es {x}',
      'quem e {x}',
      'kto to jest {x}',
      'kto to {x}',
    ],
  },
  { english: 'help', said: ['(hilfe|aide|ayuda|ajuda|pomoc|aiuto)'] },
];

const compiled = PHRASES.map(({ english, said }) => ({
  english,
  patterns: said.map(compilePattern),
}));
const OPENERS =
  /^(?:(?:hallo|hi|hey|moin|guten (?:morgen|tag)|bonjour|salut|coucou|hola|buenas|buenos dias|ola|oi|bom dia|boa tarde|czesc|hej|ciao|bitte|sag mal|weiss jemand|weisst du|por favor|sabes|alguem sabe|alguien sabe|quelqu'un sait|tu sais)[\s,:!]+)+/i;
const CLOSERS =
  /(?:[\s,]+(?:bitte|danke|por favor|gracias|obrigado|obrigada|svp|stp|s'il (?:te|vous) plait|merci|prosze|dzieki|grazie|per favore))+[\s?!.]*$/i;
/** Words that open a question in one of these languages: nothing else is looked at. */
const FOREIGN =
  /^(?:wem|wer|was|wo|welche[sm]?|zu|gibt|qui|a|c'est|qu'est|qu'est-ce|que|quelle?|ou|quien|quienes|de|cual|donde|quem|o|qual|onde|kto|czyj[ea]?|do|co|czym|gdzie|chi|cos'e|che|cosa|van|wie|hilfe|aide|ayuda|ajuda|pomoc|aiuto)(?:\s|$)/i;

/** The question in English where it is one of the simple ones in another language; else as it is. */
export function inEnglish(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .replace(/ß/g, 'ss')
    .replace(OPENERS, '')
    .replace(CLOSERS, '')
    .trim();
  if (!FOREIGN.test(plain)) return text;
  const readings = compiled.flatMap(({ english, patterns }) =>
    patterns.flatMap((pattern) => {
      const reading = pattern.read(plain);
      return reading ? [{ english, weight: reading.weight, x: reading.slots['x'] ?? '' }] : [];
    }),
  );
  const [best] = readings.sort((a, b) => b.weight - a.weight);
  return best ? best.english.replace('{x}', () => best.x) : text;
}
