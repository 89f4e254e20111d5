// What a document may be made of. Everything else is left out, and its text stays.

const TEXT =
  'a abbr b bdi bdo br cite code data del dfn em i ins kbd label mark q rp rt ruby s samp small span strong sub sup time u var wbr';
const BLOCKS =
  'address article aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary ul';
const TABLES = 'caption col colgroup table tbody td tfoot th thead tr';
/** MathML without what holds HTML, links or actions. */
const MATH =
  'math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none';

const words = (text: string) => text.split(' ');

export const ALLOWED_TAGS = [...words(TEXT), ...words(BLOCKS), ...words(TABLES), ...words(MATH)];
ALLOWED_TAGS.push('img', 'input');

/** What is between their tags is no text for people. */
export const TAGS_WITHOUT_TEXT = words(
  'applet embed frameset head iframe math-style noembed noframes noscript object option plaintext script select style svg template textarea title xmp',
);

/** Elements that documents do have but that are not allowed: their tags go, their text stays. */
const OTHERS =
  'acronym animate area audio base basefont bgsound big blink body button canvas center command content datalist dialog dir fieldset font footer form frame header hgroup html image isindex keygen legend link listing main map marquee menu menuitem meta meter multicol nav nobr optgroup output param picture portal progress rb rtc search shadow slot source spacer strike track tt video annotation annotation-xml semantics mglyph malignmark maction';

const ELEMENTS = new Set([...ALLOWED_TAGS, ...TAGS_WITHOUT_TEXT, ...words(OTHERS)]);

/** Whether a name in angle brackets is one of HTML, and no placeholder. */
export function isElement(name: string): boolean {
  return ELEMENTS.has(name);
}

const MATH_ATTRIBUTES = words(
  'accent accentunder columnalign columnlines columnspacing depth dir display displaystyle fence form frame height linethickness lquote lspace mathvariant maxsize minsize movablelimits notation rowalign rowlines rowspacing rquote rspace scriptlevel separator side stretchy symmetric voffset width columnspan rowspan',
);

export const ALLOWED_ATTRIBUTES: Record<string, string[]> = {
  '*': ['id', 'class', 'title', 'lang', 'dir', 'role', 'aria-label', 'aria-hidden', 'data-line'],
  a: ['href', 'rel'],
  img: ['src', 'alt', 'width', 'height', 'loading'],
  input: ['type', 'name', 'checked', 'disabled', 'aria-label'],
  label: ['for'],
  details: ['open'],
  ol: ['start', 'type', 'reversed'],
  li: ['value'],
  td: ['colspan', 'rowspan', 'align'],
  th: ['colspan', 'rowspan', 'align', 'scope'],
  tr: ['align'],
  p: ['align'],
  div: ['align'],
  col: ['span'],
  colgroup: ['span'],
  time: ['datetime'],
  data: ['value'],
  pre: ['tabindex'],
};
for (const tag of words(MATH)) ALLOWED_ATTRIBUTES[tag] = MATH_ATTRIBUTES;
for (const level of [1, 2, 3, 4, 5, 6]) ALLOWED_ATTRIBUTES[`h${level}`] = ['align'];
