/** What somebody asked to have made, in their words. */
export type Request = {
  /** What sort of thing, without articles: "kafka consumer", "go service"; empty for any. */
  sort: string;
  /** What it is to be called. */
  name: string | null;
  /** Who is to own it, as said. */
  owner: string | null;
  /** What was said behind the name and the owner: where a template asks for more, it may be in here. */
  more: string;
};

const POLITE =
  /^(?:(?:hey|hi|hello|ok|okay|so|please|pls|kindly|just|now|can|could|would|will|you|we|i|lets|let us|let's|need|needs|want|wants|would like|like|i'd like|we'd like|id like|to|have to|help|me|us|how|do|does|should|there|is|a way)\s+)+/i;
const VERB =
  /^(?:create|scaffold|make|bootstrap|generate|set\s?up|spin up|start|build|add|open|get|use|provision|kick off|new)\b\s*/i;
const ARTICLE = /^(?:me|us|a|an|the|another|some|one|my|our|brand|new)\s+/i;
const NAMED =
  /\b(?:called|named|name it|call it|with the name|with name|name is|name:|whose name is)\s+["'`“]?([\w][\w.-]*)["'`”]?/i;
const OWNED =
  /\b(?:(?:which is |to be |it is |thats |that's )?owned by|belonging to|with owner|owner is|owner:|owner|on behalf of|for)\s+(?:the\s+)?(?:team\s+)?["'`“]?(.+?)["'`”]?(?=\s+(?:called|named|with|from|using|on topic|on the topic|topic|as|in|please|which|that|owned)\b|[,.;!?]|$)/i;
const FROM =
  /\b(?:from|using|with|as|based on|out of)\s+(?:the\s+|a\s+|an\s+|our\s+)?([\w][\w .-]*?)(?:\s+(?:template|golden path|skeleton|blueprint|starter))?(?=\s+(?:called|named|for|owned|in|on|please)\b|[,.;!?]|$)/i;
const NAME = /^[a-z0-9]+(?:[-_.][a-z0-9]+)+$/i;

/** Reads "create a kafka consumer called refund-listener for payments". Linking the words to the catalog is the caller's. */
export function readRequest(text: string): Request {
  let left = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[?!.]+$/, '');
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(left);
    if (!found) return null;
    left = `${left.slice(0, found.index)} ; ${left.slice(found.index + found[0].length)}`;
    return found[1]?.trim() ?? null;
  };
  const named = take(NAMED);
  const owner = take(OWNED);
  const [asked = '', ...behind] = left.split(';').map((part) => part.trim());
  const bare = strip(asked);
  const from = FROM.exec(bare);
  const before = from ? bare.slice(0, from.index).trim() : bare;
  const words = before.split(' ').filter(Boolean);
  // "new go service refund-listener", "scaffold refund-listener from the go template".
  const loose = named
    ? undefined
    : words.find((word, at) => NAME.test(word) && isAName(words, at, from));
  const sort = from?.[1] && (loose || words.length === 0) ? from[1] : bare;
  return {
    sort: cleanSort(loose ? sort.replace(loose, ' ') : sort),
    name: named ?? loose ?? null,
    owner,
    more: behind.join(' ').replace(/\s+/g, ' ').trim(),
  };
}

/** A word with a dash is a name where more is said of what it is; alone it may be a template's. */
function isAName(words: readonly string[], at: number, from: RegExpExecArray | null): boolean {
  return from !== null || (words.length > 1 && at === words.length - 1);
}

function strip(text: string): string {
  let left = text;
  for (let before = ''; before !== left; ) {
    before = left;
    left = left.replace(POLITE, '').replace(VERB, '').replace(ARTICLE, '');
  }
  return left;
}

function cleanSort(text: string): string {
  return text
    .replace(/\b(?:template|golden path|skeleton|please|new|from|based|a|an|the)\b/gi, ' ')
    .replace(/[^\p{L}\p{N}+#.\s-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
