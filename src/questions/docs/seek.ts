import type { PageKind } from '../../docs/page.ts';
import { type Word, wordsIn } from '../../docs/search/analyse.ts';
import type { DocHit } from '../../docs/search/search.ts';
import type { Room } from '../intention.ts';
import { deedOf, HOW_TO } from './acting.ts';
import { asksAmount, hasAmount, hasAmountOf } from './amount.ts';
import { defines, headed, judgeHits, type Verdict } from './decide.ts';
import { hasLiterals, literalsIn } from './literal.ts';
import type { Subjects } from './subjects.ts';
import { type Content, contentOf } from './words.ts';

export type Found = {
  verdict: Verdict;
  content: Content;
  corrected: readonly { said: string; used: string }[];
  /** How many sections have some of it. */
  total: number;
  /** Docs that not everybody may read say it; where others read along, they are not quoted. */
  isHidden: boolean;
};

export type Sought = {
  text: string;
  subjects: Subjects;
  kinds?: readonly PageKind[];
  isStrict?: boolean;
  /** It asks what one word means. */
  isDefinition?: boolean;
};

const LOOKED_AT = 12;
const NOTHING = { kind: 'near', hits: [] } as const;

/** Looks for what answers a question: in the docs of what it names, then in all. */
export async function seek(room: Room, sought: Sought): Promise<Found> {
  const found = await seekIn(room.docs.find, sought);
  const alone = room.docs.findAlone;
  if (found.verdict.kind === 'says' || alone === null) return found;
  const own = await seekIn(alone, sought);
  return { ...found, isHidden: own.verdict.kind === 'says' };
}

async function seekIn(
  find: Room['docs']['find'],
  { text, subjects, kinds, isStrict = false, isDefinition = false }: Sought,
): Promise<Found> {
  const { things, refs, near } = subjects;
  const names = things.map(({ said }) => said);
  const content = contentOf(text, names);
  const isAnswer = answering(text, content, { names, isDefinition });
  // Few of all that say a word say how much of it.
  const limits = { limit: asksAmount(text) ? LOOKED_AT * 4 : LOOKED_AT, ...(kinds && { kinds }) };
  const none: Found = { verdict: NOTHING, content, corrected: [], total: 0, isHidden: false };
  if (content.stems.size === 0) return none;
  const deed = deedOf(text);
  const own =
    refs.length > 0 ? await find({ text: `${content.text}.`, refs, near, ...limits }) : null;
  const ownVerdict =
    own &&
    judgeHits(own.hits, {
      needed: content.needed,
      all: content.all,
      corrected: own.corrected,
      isAbout: isAnswer,
      isStrict,
      deed: deed?.stem ?? null,
    });
  const isDone = (hit: DocHit) => deed !== null && headed(hit, { needed: [deed] }) > 0;
  if (own && ownVerdict?.kind === 'says' && !(deed && isOnlyMentioned(ownVerdict.hit, content)))
    return { ...none, verdict: ownVerdict, corrected: own.corrected, total: own.total };
  const whole = contentOf(text);
  const all = await find({ text: `${whole.text}.`, near, ...limits });
  if (own && ownVerdict?.kind === 'says') {
    // How everything is deployed says how this is, rather than a page of it that mentions deploying.
    const general = all.hits.filter((hit) => !OF_A_THING.test(hit.site.ref) && isDone(hit));
    const { needed, all: said } = content;
    const judged = judgeHits(general, { needed, all: said, isAbout: isAnswer });
    const isGeneral = judged.kind === 'says';
    return {
      ...none,
      verdict: isGeneral ? judged : ownVerdict,
      corrected: isGeneral ? all.corrected : own.corrected,
      total: isGeneral ? all.total : own.total,
    };
  }
  const isAbout = (hit: DocHit) =>
    isAnswer(hit) &&
    (names.length === 0 || refs.includes(hit.site.ref) || names.some((name) => isNamed(name, hit)));
  const isGlossary = ({ page }: DocHit) => GLOSSARY.test(`${page.path} ${page.title}`);
  // Many pages say a word; the one that is there to explain words explains it.
  const glossary = isDefinition ? all.hits.filter((hit) => isGlossary(hit) && isAnswer(hit)) : [];
  const verdict = judgeHits(glossary.length > 0 ? glossary : all.hits, {
    needed: content.needed,
    all: content.all,
    corrected: all.corrected,
    isAbout,
    isStrict,
    isDefinition,
    deed: deed?.stem ?? null,
  });
  if (verdict.kind !== 'near')
    return { ...none, verdict, corrected: all.corrected, total: all.total };
  // What stands nearest in its own docs is nearer than what others have.
  const hits = [...(ownVerdict?.kind === 'near' ? ownVerdict.hits : []), ...verdict.hits];
  return { ...none, verdict: { kind: 'near', hits: distinct(hits).slice(0, 4) } };
}

const GLOSSARY = /gloss|terms|vocabular|definitions|concepts|abbreviation/i;

/**
 * Whether a section is of the sort that answers such a question. What to do is not told by what was once decided, nor by how a README
 * begins; what a word means is told where it is defined.
 */
function answering(
  text: string,
  { needed }: Content,
  { names, isDefinition }: { names: readonly string[]; isDefinition: boolean },
): (hit: DocHit) => boolean {
  const isNamed = names.length > 0;
  const literals = literalsIn(text, names);
  const deed = deedOf(text);
  const isHowTo = HOW_TO.test(text);
  const stems = new Set(needed.map(({ stem }) => stem));
  const isAmount = asksAmount(text);
  const [only, ...others] = needed;
  const lone = !isNamed && others.length === 0 ? only : undefined;
  const measures = ({ page, section }: DocHit) => {
    if (!isAmount) return true;
    if (lone) return hasAmountOf(section, { question: text, stem: lone.stem });
    // "When" asks for a condition as well.
    if (/^when\b/i.test(text)) return true;
    const path = [page.title, ...section.path];
    return hasAmount({ path, text: section.text }, { question: text, stems });
  };
  return (hit) => {
    const { page, section } = hit;
    if (!measures(hit)) return false;
    const said = [page.title, ...section.path, section.text].join('\n');
    if (!hasLiterals(said, literals)) return false;
    if (isDefinition) return needed.some((word) => defines(hit, word));
    if (!isHowTo) return true;
    // What a command is called says nothing about what it is for: `deploy --previous` deploys nothing.
    if (deed && stems.has(deed.stem) && isOnlyInCode(deed, hit)) return false;
    return page.kind !== 'adr' && (isNamed || page.kind !== 'readme' || section.path.length > 0);
  };
}

/** Whether a word stands in the code of a section, and nowhere in its sentences. */
function isOnlyInCode({ stem }: Word, { page, section }: DocHit): boolean {
  const has = (text: string) => wordsIn(text).some((one) => one.stem === stem);
  if (!has(section.text) || has([page.title, ...section.path].join(' '))) return false;
  return !has(section.markdown.replace(/(`{3,}|~{3,})[\s\S]*?(?:\1|$)|`[^`\n]*`/g, ' '));
}

/** Nothing above a section has a word of the question: it says something else, and mentions this. */
function isOnlyMentioned(hit: DocHit, { needed }: Content): boolean {
  return headed(hit, { needed }) === 0;
}

/** Docs of another thing that mention it are about that other thing: "errors of payments-api" in the runbook of a gateway. */
const OF_A_THING = /^(?:component|resource|api|template):/;

/** Whether a page is about something by the name that was said: in its headings, or anywhere in docs that are of no one thing. */
function isNamed(name: string, { site, page, section }: DocHit): boolean {
  const words = (text: string) =>
    ` ${wordsIn(text)
      .map(({ word }) => word)
      .join(' ')} `;
  const said = words(name);
  const texts = [page.title, ...section.path];
  if (!OF_A_THING.test(site.ref)) texts.push(section.text);
  return texts.some((text) => words(text).includes(said));
}

function distinct(hits: readonly DocHit[]): DocHit[] {
  return hits.filter(
    ({ section }, at) => hits.findIndex((one) => one.section.id === section.id) === at,
  );
}
