import type { PageKind } from '../../docs/page.ts';
import { wordsIn } from '../../docs/search/analyse.ts';
import type { DocHit } from '../../docs/search/search.ts';
import type { Room } from '../intention.ts';
import { HOW_TO } from './acting.ts';
import { defines, judgeHits, type Verdict } from './decide.ts';
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
  const found = await seekIn(room.library.find, sought);
  const alone = room.library.findAlone;
  if (found.verdict.kind === 'says' || alone === null) return found;
  const own = await seekIn(alone, sought);
  return { ...found, isHidden: own.verdict.kind === 'says' };
}

async function seekIn(
  find: Room['library']['find'],
  { text, subjects, kinds, isStrict = false, isDefinition = false }: Sought,
): Promise<Found> {
  const { things, refs, near } = subjects;
  const names = things.map(({ said }) => said);
  const content = contentOf(text, names);
  const isAnswer = answering(text, content, { isNamed: things.length > 0, isDefinition });
  const limits = { limit: LOOKED_AT, ...(kinds && { kinds }) };
  const none: Found = { verdict: NOTHING, content, corrected: [], total: 0, isHidden: false };
  if (content.stems.size === 0) return none;
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
    });
  if (own && ownVerdict?.kind === 'says')
    return { ...none, verdict: ownVerdict, corrected: own.corrected, total: own.total };
  const whole = contentOf(text);
  const all = await find({ text: `${whole.text}.`, near, ...limits });
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
  { isNamed, isDefinition }: { isNamed: boolean; isDefinition: boolean },
): (hit: DocHit) => boolean {
  const isHowTo = HOW_TO.test(text);
  return (hit) => {
    const { page, section } = hit;
    if (isDefinition) return needed.some((word) => defines(hit, word));
    if (!isHowTo) return true;
    return page.kind !== 'adr' && (isNamed || page.kind !== 'readme' || section.path.length > 0);
  };
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
