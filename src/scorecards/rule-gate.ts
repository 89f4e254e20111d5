import type { ASTNode } from '@marcbachmann/cel-js';
import { nearestWord } from '../catalog/nearest.ts';
import { didYouMean } from '../catalog/wording.ts';
import type { RuleProblem } from './rule.ts';

/** What types do not tell: whether a rule could take forever, and what it asks for. */
export type Gated = {
  problems: RuleProblem[];
  /** Facts it names. */
  facts: string[];
  /** How deep its walks through lists stand in one another. */
  loops: number;
};

const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const MOST_LOOPS = 2;

const METADATA = [
  ...['name', 'namespace', 'title', 'description', 'labels', 'annotations', 'tags', 'links', 'uid'],
];

/** Looks at every part of a rule before its macros are unfolded. */
export function gate(ast: ASTNode): Gated {
  const gated: Gated = { problems: [], facts: [], loops: 0 };
  visit(ast, { gated, loops: 0 });
  return { ...gated, facts: [...new Set(gated.facts)] };
}

type At = { gated: Gated; loops: number };

function visit(node: ASTNode, at: At): void {
  const { gated } = at;
  const refuse = (message: string) => gated.problems.push({ message, offset: node.start });
  switch (node.op) {
    case 'value':
      return;
    case 'id':
      // `facts.name` is met below; alone, nobody could say which facts a rule depends on.
      if (node.args === 'facts')
        refuse('`facts` stands here alone; name a fact: `facts.hasReadme`.');
      return;
    case '.':
    case '.?': {
      const [of, field] = node.args;
      if (of.op === 'id' && of.args === 'facts') {
        gated.facts.push(field);
        return;
      }
      const slip = metadataSlip(node);
      if (slip) gated.problems.push(slip);
      visit(of, at);
      return;
    }
    case 'call': {
      const [, args] = node.args;
      for (const arg of args) visit(arg, at);
      return;
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      if (name === 'matches')
        refuse(
          '`matches` takes a regular expression, which a few letters can keep busy for minutes; use `glob("*-service")`, `contains`, `startsWith` or `endsWith`.',
        );
      if (name === 'bind')
        refuse('`cel.bind` is not taken in rules; write the value where it is used.');
      const isLoop = LOOPS.has(name);
      const loops = isLoop ? at.loops + 1 : at.loops;
      gated.loops = Math.max(gated.loops, loops);
      if (loops > MOST_LOOPS && isLoop)
        refuse(
          `\`${name}\` stands within ${MOST_LOOPS} others; rules walk through lists at most ${MOST_LOOPS} deep.`,
        );
      if (isLoop && adds(receiver))
        refuse(`\`${name}\` walks through a sum of lists; walk through each for itself.`);
      visit(receiver, at);
      for (const arg of args) visit(arg, { gated, loops });
      return;
    }
    default:
      for (const part of partsOf(node)) visit(part, at);
  }
}

/** `entity.metadata.descripton`: anybody may have fields of their own there, so it is a warning. */
function metadataSlip(node: ASTNode): RuleProblem | null {
  if (node.op !== '.' && node.op !== '.?') return null;
  const [of, field] = node.args;
  if (of.op !== '.' || of.args[1] !== 'metadata') return null;
  const [root] = of.args;
  if (root.op !== 'id' || root.args !== 'entity' || METADATA.includes(field)) return null;
  const meant = nearestWord(field, METADATA);
  if (meant === null) return null;
  const message = `\`${field}\` is no field of metadata that Backstage knows${didYouMean(meant)}`;
  return { message, offset: node.pos, isWarning: true };
}

function adds(node: ASTNode): boolean {
  return node.op === '+' || partsOf(node).some(adds);
}

/** The nodes a node is made of, whatever it is: parts stand in it singly, in lists and in pairs. */
function partsOf(node: ASTNode): ASTNode[] {
  const parts: ASTNode[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (isNode(value)) parts.push(value);
  };
  if (node.op !== 'value') collect(node.args);
  return parts;
}

function isNode(value: unknown): value is ASTNode {
  return value !== null && typeof value === 'object' && 'op' in value && 'args' in value;
}
