import { isPath, type Operation } from '../../catalog/definition/operations.ts';
import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import {
  type Contract,
  consumersSentence,
  contractsOf,
  operationFact,
  operationName,
} from '../operations.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

const METHOD = '(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)';
const STATE =
  '(supported|deprecated|there|available|working|used|in use|documented|alive|ok to use|okay to use|fine to use|fine|ok|okay|safe|around|live|going away|valid|safe to use|sunset|removed|gone)';

/** Whether an operation of a contract exists and is supported. */
export const apiContract: Intention = {
  intent: 'api.contract',
  examples: ['is GET /v1/payouts still supported', 'can i still use POST /v1/payouts'],
  patterns: [
    `(is|are|was) [the] [endpoint|operation] ${METHOD} {path} [still|already|now] ${STATE}`,
    `(is|are|was) [the] (endpoint|operation|route|path|resource|url) {path} [still|already|now] ${STATE}`,
    `(is|are|was) {path} [still|already|now] ${STATE}`,
    `(can|may|should|could) (i|we|people|clients|anyone) [still|safely] (use|call|hit|rely on|consume|integrate with) [the] [endpoint|operation] {path}`,
    `(does|do) [the] [endpoint|operation] {path} [still] (exist|work)`,
    '(what|which) api (has|is|serves|provides|exposes|defines|offers|handles) [the] [endpoint|operation|route|path] {path}',
    `(what|which) api (has|is|serves|provides|exposes|defines|offers|handles) ${METHOD} {path}`,
    `(who|what|which services) (uses|use|calls|call|consumes|consume) [the] [endpoint|operation|route] ${METHOD} {path}`,
    `${METHOD} {path}`,
    `${METHOD} {path} (deprecated|supported|status)`,
    `(what|which) (replaces|replaced) ${METHOD} {path}`,
    `what (should|do|can) (i|we) use instead of ${METHOD} {path}`,
    `(replacement|successor|alternative) (for|of|to) ${METHOD} {path}`,
  ],
  bare: 'nothing',
  answer,
};

async function answer({ text, slots, room }: Case): Promise<Answer | null> {
  const path = (slots['path'] ?? '')
    .replace(/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+/i, '')
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  if (!path.includes('/') || /\s/.test(path)) return null;
  const method =
    /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s/i.exec(text)?.[1]?.toUpperCase() ?? null;
  const said = [method, path].filter(Boolean).join(' ');
  const contracts = await contractsAt(room, path);
  const onPath = contracts.flatMap((contract) =>
    contract.operations
      .filter(({ name }) => isPath(path, name))
      .map((operation) => ({ contract, operation })),
  );
  const matches = onPath.filter(({ operation }) => method === null || operation.sort === method);
  if (matches.length === 0)
    return unknownOperation(
      room,
      said,
      contracts,
      onPath.map((one) => one.operation),
    );
  return known(room, matches);
}

async function contractsAt(room: Room, path: string): Promise<Contract[]> {
  const apis = room.view.at(path).filter(({ kind }) => kind === 'api');
  return contractsOf(
    room,
    apis.map(({ ref }) => ref),
  );
}

function known(
  room: Room,
  matches: readonly { contract: Contract; operation: Operation }[],
): Answer {
  const { view } = room;
  const apis = [...new Set(matches.map(({ contract }) => contract.facts.entry.ref))];
  const owners = matches.flatMap(({ contract }) =>
    contract.facts.owner?.exists ? [contract.facts.owner.ref] : [],
  );
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: apis,
    refs: [...new Set([...owners, ...apis.flatMap((ref) => view.out(ref, 'apiConsumedBy'))])],
    text: [
      ...matches.map(({ contract, operation }) => operationSentence(room, contract, operation)),
      ...apis.map((ref) => consumersSentence(view, ref)),
    ].join(' '),
    facts: matches.map(({ contract, operation }) => operationFact(contract, operation)),
  });
}

/** Nothing is claimed of an operation that no definition has; what stands nearest is said. */
function unknownOperation(
  { view }: Room,
  said: string,
  contracts: readonly Contract[],
  near: readonly Operation[],
): Answer {
  const unread = contracts.flatMap(({ note }) => note ?? []);
  const [first] = contracts;
  const others = near.map(operationName);
  const hint =
    others.length > 0
      ? ` That path has ${enumerate(others)}.`
      : first
        ? ` The nearest contract is ${labelOf(view, first.facts.entry.ref)}.`
        : '';
  return reply({
    kind: 'unknown',
    intent: 'api.contract',
    subjects: contracts.map(({ facts }) => facts.entry.ref),
    text: [`No API in the catalog defines ${said}.${hint}`, ...unread].join(' '),
  });
}

/** "GET /v1/payouts is deprecated in payouts-rest: …", with whom to ask. */
export function operationSentence(room: Room, { facts }: Contract, operation: Operation): string {
  const { view } = room;
  const where = labelOf(view, facts.entry.ref);
  const state =
    operation.deprecated === null
      ? `is part of ${where} and not deprecated`
      : `is deprecated in ${where}`;
  // What is said of an operation that goes away may say what comes instead; a signature does not.
  const isTold = operation.deprecated === '' && operation.words && !operation.words.includes('→');
  const reason = operation.deprecated || (isTold ? operation.words : null);
  const words = reason ? ` ${sentenceOf(reason)}` : '';
  return `${operationName(operation)} ${state}.${words} ${ownerSentence(view, facts)}`;
}

function sentenceOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ').slice(0, 200);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
