import {
  type Budget,
  cutsOf,
  type Item,
  type Node,
  newBudget,
  type Outline,
  type Part,
  spend,
  take,
} from './outline.ts';
import { type ProtoField, type ProtoMessage, type ProtoRpc, readProtoFile } from './proto-file.ts';
import { protoTokens } from './proto-tokens.ts';

/** A .proto file: its services, messages and enums. @throws Error that says where it cannot be read. */
export function readProto(text: string): Outline {
  const file = readProtoFile(protoTokens(text));
  const budget = newBudget();
  const messages = new Map(file.messages.map((message) => [message.name, message]));
  const found = [
    ...file.services.flatMap((service) =>
      service.rpcs.map((rpc) => ({
        group: service.name,
        make: () => rpcItem(rpc, messages, budget),
      })),
    ),
    ...file.messages.map((message) => ({
      group: 'Messages',
      make: () => shapeItem('message', message, budget),
    })),
    ...file.enums.map((one) => ({ group: 'Enums', make: () => shapeItem('enum', one, budget) })),
  ];
  const items = take(budget, found, ({ make }) => make());
  const groups = Map.groupBy(items, (_, at) => found[at]?.group ?? '');
  const comments = new Map(file.services.map(({ name, comment }) => [name, comment]));
  return {
    language: `gRPC (${file.syntax})`,
    title: null,
    version: null,
    description: null,
    places: file.package ? [{ name: file.package, detail: 'package' }] : [],
    groups: [...groups].map(([title, list]) => ({
      title,
      description: comments.get(title) ?? null,
      items: list,
    })),
    cuts: cutsOf(budget, found.length),
  };
}

function rpcItem(rpc: ProtoRpc, messages: ReadonlyMap<string, ProtoMessage>, budget: Budget): Item {
  const part = (title: string, type: string): Part => {
    const name = type.replace(/^stream /, '');
    const message = messages.get(name.slice(name.lastIndexOf('.') + 1));
    return { title, note: type, nodes: message ? fieldNodes(message.fields, budget) : [] };
  };
  return {
    sort: 'rpc',
    name: rpc.name,
    summary: `${rpc.request} → ${rpc.response}`,
    description: rpc.comment,
    deprecated: rpc.isDeprecated ? '' : null,
    parts: [part('Request', rpc.request), part('Response', rpc.response)],
  };
}

function shapeItem(
  sort: string,
  { name, fields, comment, isDeprecated }: ProtoMessage,
  budget: Budget,
): Item {
  const nodes = fieldNodes(fields, budget);
  const parts =
    nodes.length > 0 ? [{ title: sort === 'enum' ? 'Values' : 'Fields', note: null, nodes }] : [];
  return {
    sort,
    name,
    summary: null,
    description: comment,
    deprecated: isDeprecated ? '' : null,
    parts,
  };
}

function fieldNodes(fields: readonly ProtoField[], budget: Budget): Node[] {
  return fields.flatMap(({ name, type, number, label, oneOf, isDeprecated, comment }) =>
    spend(budget)
      ? [
          {
            name,
            type: [label, type].filter(Boolean).join(' '),
            isRequired: label === 'required',
            deprecated: isDeprecated ? '' : null,
            description: comment,
            notes: [`= ${number}`, ...(oneOf ? [`one of ${oneOf}`] : [])],
            nodes: [],
          },
        ]
      : [],
  );
}
