import { decide } from '../decide.ts';
import { link, type Want } from '../link.ts';
import { withoutEdges } from '../words.ts';
import type { Found, Place } from './condition.ts';

/** Names at the beginning of a text: "payments or risk" of "payments or risk that depend on kafka". */
export type Named =
  | { kind: 'named'; refs: readonly string[]; length: number; isAll: boolean }
  | Exclude<Found, { kind: 'condition' }>;

const LONGEST_NAME = 6;
/** Where another part of the sentence begins, so that what stands before is a name. */
const END =
  /\s+(?:that|which|who|whose|and|or|but|with|without|having|have|has|in|on|tagged|labell?ed|owned|owns|own|depend\w*|using|uses?|consum\w*|call(?:s|ing)?|not|no|except|excluding|sorted|ordered|per|by|for|written|of|is|are|do|does|directly|transitively|indirectly)(?=\s|$)|\s*[,;?!]/i;
const JOINT = /^\s*(,\s*(?:and|or)\s+|,\s*|\s(?:and|or|nor|plus|&)\s+|\/)/i;
const KINDS: Record<Want, { kinds?: readonly string[]; except?: readonly string[] }> = {
  thing: { except: ['group', 'user', 'location'] },
  team: { kinds: ['group'] },
  person: { kinds: ['user'] },
  owner: { kinds: ['group', 'user'] },
  any: { except: ['location'] },
};

/** One name or several with "or" or "and" between them; null where the text is empty. */
export function takeNames(text: string, want: Want, place: Place, sort: string): Named | null {
  const first = takeName(text, want, place, sort);
  if (first?.kind !== 'named') return first;
  const refs = [...first.refs];
  let length = first.length;
  let isAll = false;
  for (;;) {
    const joint = JOINT.exec(text.slice(length));
    if (!joint) break;
    const at = length + joint[0].length;
    // Behind "or" a name may be typed in any way; behind "and" or a comma another condition may begin.
    const isOr = /or/i.test(joint[0]);
    const next = isOr
      ? takeName(text.slice(at), want, place, sort)
      : exactName(text.slice(at), want, place);
    if (next?.kind !== 'named') break;
    if (/and|plus|&/i.test(joint[0])) isAll = true;
    refs.push(...next.refs);
    length = at + next.length;
  }
  return { kind: 'named', refs: [...new Set(refs)], length, isAll };
}

function takeName(text: string, want: Want, place: Place, sort: string): Named | null {
  const exact = exactName(text, want, place);
  if (exact) return exact;
  const end = END.exec(text);
  const said = text.slice(0, end?.index ?? text.length).trimEnd();
  if (!withoutEdges(said)) return null;
  const linked = link(place.view, said, { want, talk: place.talk });
  switch (linked.kind) {
    case 'linked': {
      if (linked.strange.length > 0) return { kind: 'strange', length: said.length, said, sort };
      const refs = linked.mentions.map(({ ref }) => ref);
      return { kind: 'named', refs, length: said.length, isAll: false };
    }
    case 'unclear':
      return { kind: 'unclear', said: linked.said, options: linked.options };
    default:
      return { kind: 'strange', length: said.length, said: withoutEdges(said), sort };
  }
}

/** The longest beginning that is exactly a name. */
export function exactName(
  text: string,
  want: Want,
  { view, talk }: Place,
): Extract<Named, { kind: 'named' }> | null {
  const lead = /^\s*(?:(?:the|a|an|team|squad|group|teams)\s+)*/i.exec(text)?.[0] ?? '';
  const words = [...text.slice(lead.length).matchAll(/[^\s,;?!]+/g)].slice(0, LONGEST_NAME);
  for (let count = words.length; count > 0; count -= 1) {
    const last = words[count - 1];
    if (!last) continue;
    const end = lead.length + last.index + last[0].length;
    const said = text.slice(lead.length, end);
    if (said.includes(',')) continue;
    const noun =
      /^\s+(?:team|squad|group|guys|folks|people)(?=\s|$|[,?!])/i.exec(text.slice(end))?.[0] ?? '';
    if (/^(?:my|our|we|us|me|i)(?: teams?)?$/i.test(said)) {
      const self = link(view, said, { want, talk });
      if (self.kind === 'linked')
        return named(
          self.mentions.map(({ ref }) => ref),
          end + noun.length,
        );
      continue;
    }
    const bare = said.replace(/['’]s?$/, '');
    const hits = view
      .find(bare, { ...KINDS[want], depth: 'exact', limit: 4 })
      .filter(({ match }) => match === 'exact' || match === 'handle');
    const verdict = decide(hits, bare);
    if (verdict.kind === 'one') return named([verdict.entry.ref], end + noun.length);
  }
  return null;
}

function named(refs: readonly string[], length: number): Extract<Named, { kind: 'named' }> {
  return { kind: 'named', refs, length, isAll: false };
}
