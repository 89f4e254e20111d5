import { type Operation, plainName } from '../../catalog/definition/operations.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { nameKey } from '../../catalog/names.ts';
import type { Answer } from '../answer.ts';
import { statedFact } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { understood } from '../labels.ts';
import {
  type Contract,
  consumersSentence,
  contractsOf,
  operationFact,
  operationName,
} from '../operations.ts';
import { reply } from '../reply.ts';
import { thingsKnownBy } from '../resolve.ts';
import { operationSentence } from './api-contract.ts';
import { answerField } from './field-state.ts';

const OPERATIONS =
  '(operations|operation|endpoints|methods|rpcs|rpc methods|rpc calls|queries|mutations|subscriptions|channels|topics|messages|routes|paths|calls|resources|urls|events)';
const STATE =
  '(deprecated|supported|available|in use|ok to use|going away|there|sunset|alive|valid|used)';
const KIND =
  '(query|mutation|rpc|operation|endpoint|method|field|call|channel|topic|message|subscription)';

/** What a contract offers, and which of it is deprecated. */
export const apiOperations: Intention = {
  intent: 'api.contract',
  examples: [
    'what operations does ledger.entries.v2 have',
    'deprecated operations of ledger.entries.v2',
  ],
  patterns: [
    `(what|which) ${OPERATIONS} (does|do|are|is) {thing} (have|offer|define|expose|provide|support|has|serve|contain|carry|publish|emit|hold|list|declare)`,
    `(what|which) ${OPERATIONS} (are|is) [there|available] (in|of|on|for) {thing}`,
    `[list|all|the|show|list the|list all|all the] ${OPERATIONS} (of|in|for|on|from|does) {thing}`,
    `{thing} (operations|endpoints|methods|rpcs|channels|routes|queries|mutations)`,
    `(which|what) ${OPERATIONS} (of|in|on|from) {thing} (are|is) [already|now] (deprecated|going away|sunset|old)`,
    `[list|all|the|show|list the|list all|which are the] (deprecated|old) ${OPERATIONS} (of|in|for|on|from) {thing}`,
    `(what|anything|which parts|is anything) [is|are] deprecated in {thing}`,
    `(does|do) {thing} have [any] deprecated ${OPERATIONS}`,
    '[any|the] (deprecated|old) (stuff|things|parts|fields|bits|calls) (in|of|on) {thing}',
    `how many ${OPERATIONS} (does|do) {thing} have`,
  ],
  bare: 'talk',
  answer: answerOperations,
};

/** One operation by its name: an rpc, a query, an operation id. */
export const apiOperation: Intention = {
  intent: 'api.contract',
  examples: [],
  patterns: [
    `(is|are) [the] {operation} ${KIND} (of|in|on|from) {thing} [still|already] ${STATE}`,
    `(is|are) [the] ${KIND} {operation} (of|in|on|from) {thing} [still|already] ${STATE}`,
    `(is|are) [the] {operation} (of|in|on|from) {thing} [still|already] ${STATE}`,
    `(can|may|should) (i|we) [still] (use|call) [the] {operation} (of|in|on|from) {thing}`,
    `(can|may|should) (i|we) [still] (use|call|rely on|depend on) [the] {operation} ${KIND} (of|in|on|from) {thing}`,
    `[which|what] (api|contract) (has|is|contains|defines|offers) {operation}`,
    `{operation} (which|what) (api|contract) (is that|has it|has that|is it|is it in|is that in)`,
    `(does|do) {thing} have [a|an|the] ${KIND} [called|named] {operation}`,
    `(is|are) [the] [rpc|query|mutation|operation] {operation} [still|already] ${STATE}`,
    '(can|may|should|could) (i|we) [still|safely] (use|call|keep using|keep calling|rely on) [the] [rpc|query|mutation|operation] {operation}',
  ],
  bare: 'nothing',
  answer: answerOperation,
};

const SORTS: readonly [RegExp, RegExp][] = [
  [/\b(?:queries|query)\b/i, /^query$/i],
  [/\bmutations?\b/i, /^mutation$/i],
  [/\bsubscriptions?\b/i, /^subscription$/i],
];

async function answerOperations({ text, mentions, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const contracts = await contractsOf(
    room,
    mentions.map(({ ref }) => ref),
  );
  if (contracts.length === 0) return null;
  const isDeprecated = /\b(?:deprecated|going away|sunset|old)\b/i.test(text);
  const sort = SORTS.find(([shape]) => shape.test(text))?.[1];
  const isWanted = (operation: Operation) =>
    (!isDeprecated || operation.deprecated !== null) && (!sort || sort.test(operation.sort));
  const each = contracts.map((contract) => ({
    contract,
    wanted: contract.operations.filter(isWanted),
  }));
  if (contracts.every(({ language }) => language === null)) return unread(room, contracts);
  const sentences = each.map(({ contract, wanted }) =>
    tell(room, contract, { wanted, isDeprecated }),
  );
  const title = `${isDeprecated ? 'Deprecated in' : 'Operations of'} ${enumerate(contracts.map(({ facts }) => labelOf(view, facts.entry.ref)))}`;
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: mentions.map(({ ref }) => ref),
    refs: contracts.map(({ facts }) => facts.entry.ref),
    text: `${mentions.map((mention) => understood(view, mention)).join('')}${sentences.join(' ')}`,
    view: {
      kind: 'groups',
      title,
      groups: each.map(({ contract, wanted }) => ({
        label: labelOf(view, contract.facts.entry.ref),
        lines: wanted
          .slice(0, SHOWN)
          .map((operation) => ({ text: lineOf(operation), place: null })),
      })),
      total: each.reduce((sum, { wanted }) => sum + wanted.length, 0),
      note:
        sentences.join(' ').length < 300 && each.every(({ wanted }) => wanted.length === 0)
          ? sentences.join(' ')
          : '',
    },
    facts: each.flatMap(({ contract, wanted }) =>
      wanted.length > 0
        ? wanted.slice(0, 10).map((one) => operationFact(contract, one))
        : [statedFact(contract.facts, 'definition', contract.facts.entry.ref)],
    ),
  });
}

const SHOWN = 40;

function tell(
  { view }: Room,
  { facts, operations, language, note }: Contract,
  { wanted, isDeprecated }: { wanted: readonly Operation[]; isDeprecated: boolean },
): string {
  const name = labelOf(view, facts.entry.ref);
  if (language === null) return `The definition of ${name} cannot be read. ${note ?? ''}`.trim();
  const state = isDeprecated ? ' that are deprecated' : '';
  if (wanted.length === 0)
    return `${name} (${language}) has no operations${state}${isDeprecated ? `; it has ${counted(operations.length, 'operation')}` : ''}.`;
  const list = enumerate(wanted.map(lineOf), SHOWN);
  return `${name} (${language}) has ${counted(wanted.length, 'operation')}${state}: ${list}.${note ? ` ${note}` : ''}`;
}

function lineOf(operation: Operation): string {
  return `${operationName(operation)}${operation.deprecated === null ? '' : ' (deprecated)'}`;
}

function unread({ view }: Room, contracts: readonly Contract[]): Answer {
  const names = enumerate(contracts.map(({ facts }) => labelOf(view, facts.entry.ref)));
  const notes = contracts.flatMap(({ note }) => note ?? []);
  return reply({
    kind: 'unknown',
    intent: 'api.contract',
    subjects: contracts.map(({ facts }) => facts.entry.ref),
    text: [
      `I cannot list the operations of ${names}: there is no definition that I can read.`,
      ...notes,
    ].join(' '),
  });
}

async function answerOperation({ slots, mentions, room }: Case): Promise<Answer | null> {
  const said = (slots['operation'] ?? '').trim();
  if (!said || said.includes('/')) return null;
  const isNamed = mentions.length > 0;
  // Without an API beside it, only a word that a definition has is an operation; all else is a thing.
  const refs = isNamed
    ? mentions.map(({ ref }) => ref)
    : thingsKnownBy(room, 'word', said.toLowerCase()).map(({ ref }) => ref);
  if (refs.length === 0) return null;
  const contracts = await contractsOf(room, refs);
  const wanted = nameKey(said.replace(new RegExp(`^(?:the\\s+)|\\s+${KIND_WORD}$`, 'gi'), ''));
  const matches = contracts.flatMap((contract) =>
    contract.operations
      .filter((operation) => isCalled(operation, wanted))
      .map((operation) => ({ contract, operation })),
  );
  if (matches.length === 0)
    return (
      answerField(room, wanted, contracts) ??
      (isNamed && contracts.length > 0 ? noSuch(room, said, contracts) : null)
    );
  const apis = [...new Set(matches.map(({ contract }) => contract.facts.entry.ref))];
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: apis,
    refs: [
      ...new Set(
        matches.flatMap(({ contract }) =>
          contract.facts.owner?.exists ? [contract.facts.owner.ref] : [],
        ),
      ),
    ],
    text: [
      ...matches.map(({ contract, operation }) => operationSentence(room, contract, operation)),
      ...apis.map((ref) => consumersSentence(room.view, ref)),
    ].join(' '),
    facts: matches.map(({ contract, operation }) => operationFact(contract, operation)),
  });
}

const KIND_WORD =
  '(?:query|mutation|rpc|operation|endpoint|method|field|call|channel|topic|message|subscription)';

function isCalled(operation: Operation, wanted: string): boolean {
  const names = [
    plainName(operation),
    operation.name,
    ...operation.also.filter((one) => !/^(?:Queries|Mutations|Operations)$/.test(one)),
  ];
  return names.some(
    (name, at) => nameKey(name) === wanted && (at < 2 || name !== operation.also[0]),
  );
}

function noSuch({ view }: Room, said: string, contracts: readonly Contract[]): Answer {
  const names = enumerate(contracts.map(({ facts }) => labelOf(view, facts.entry.ref)));
  const some = contracts.flatMap(({ operations }) => operations).map(operationName);
  return reply({
    kind: 'unknown',
    intent: 'api.contract',
    subjects: contracts.map(({ facts }) => facts.entry.ref),
    text: `${names} has no operation called "${said}".${some.length > 0 ? ` It has ${enumerate(some, 10)}.` : ''}`,
  });
}
