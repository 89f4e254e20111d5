import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  print,
  type TypeNode,
} from 'graphql';
import {
  type Budget,
  cutsOf,
  type Group,
  type Item,
  type Node,
  newBudget,
  type Outline,
  type Part,
  spend,
  take,
} from './outline.ts';

const MOST_TOKENS = 200_000;
const ROOTS = { query: 'Queries', mutation: 'Mutations', subscription: 'Subscriptions' } as const;
type Root = keyof typeof ROOTS;
type Found = { group: string; make: (budget: Budget) => Item };

const GROUPS = [...Object.values(ROOTS), 'Types', 'Inputs', 'Enums', 'Scalars', 'Directives'];

/** A schema in GraphQL's own language. @throws GraphQLError where the text is none. */
export function readGraphQl(text: string): Outline {
  const { definitions } = parse(text, { noLocation: true, maxTokens: MOST_TOKENS });
  const roots = rootsOf(definitions);
  const found = definitions.flatMap((definition) => findings(definition, roots));
  found.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));
  const budget = newBudget();
  const items = take(budget, found, ({ make }) => make(budget));
  const groups = Map.groupBy(items, (_, at) => found[at]?.group ?? '');
  return {
    language: 'GraphQL',
    title: null,
    version: null,
    description: null,
    places: [],
    groups: [...groups].map(([title, list]): Group => ({ title, description: null, items: list })),
    cuts: cutsOf(budget, found.length),
  };
}

/** Which types hold the operations: as `schema { … }` says, else by their names. */
function rootsOf(definitions: readonly DefinitionNode[]): Map<string, Root> {
  const stated = definitions.flatMap((one) =>
    one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION
      ? (one.operationTypes ?? [])
      : [],
  );
  if (stated.length > 0)
    return new Map(stated.map(({ operation, type }) => [type.name.value, operation as Root]));
  return new Map([
    ['Query', 'query'],
    ['Mutation', 'mutation'],
    ['Subscription', 'subscription'],
  ]);
}

function findings(definition: DefinitionNode, roots: ReadonlyMap<string, Root>): Found[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION: {
      const root = roots.get(definition.name.value);
      if (!root) return [typed('Types', 'type', definition, definition.fields)];
      return (definition.fields ?? []).map((field) => ({
        group: ROOTS[root],
        make: (budget) => operation(root, field, budget),
      }));
    }
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return [typed('Types', 'interface', definition, definition.fields)];
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return [named('Types', 'union', definition, 'One of', (definition.types ?? []).map(print))];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return [typed('Inputs', 'input', definition, definition.fields)];
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return [typed('Enums', 'enum', definition, definition.values)];
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
      return [named('Scalars', 'scalar', definition, '', [])];
    case Kind.DIRECTIVE_DEFINITION:
      return [typed('Directives', 'directive', definition, definition.arguments)];
    default:
      return [];
  }
}

type Described = { description?: { value: string } | undefined };
type Marked = { directives?: readonly ConstDirectiveNode[] | undefined };
type Named = Described & Marked & { name: { value: string } };
/** A field, an argument or a value of an enum, which has no type. */
type Member = Named & {
  type?: TypeNode;
  arguments?: readonly InputValueDefinitionNode[] | undefined;
  defaultValue?: InputValueDefinitionNode['defaultValue'];
};

function operation(root: Root, field: FieldDefinitionNode, budget: Budget): Item {
  const given = field.arguments ?? [];
  const signature = given.map((one) => `${one.name.value}: ${print(one.type)}`).join(', ');
  const parts: Part[] =
    given.length > 0 ? [{ title: 'Arguments', note: null, nodes: members(given, budget) }] : [];
  const name = `${field.name.value}${signature ? `(${signature})` : ''}: ${print(field.type)}`;
  return { ...itemOf(root, field, parts), name };
}

function typed(
  group: string,
  sort: string,
  definition: Named,
  list: readonly Member[] | undefined,
): Found {
  const title = { enum: 'Values', directive: 'Arguments' }[sort] ?? 'Fields';
  return {
    group,
    make(budget) {
      const nodes = members(list ?? [], budget);
      return itemOf(sort, definition, nodes.length > 0 ? [{ title, note: null, nodes }] : []);
    },
  };
}

function named(
  group: string,
  sort: string,
  definition: Named,
  title: string,
  names: readonly string[],
): Found {
  const parts = names.length > 0 ? [{ title, note: names.join(' | '), nodes: [] }] : [];
  return { group, make: () => itemOf(sort, definition, parts) };
}

function itemOf(sort: string, definition: Named, parts: readonly Part[]): Item {
  return {
    sort,
    name: definition.name.value,
    summary: null,
    description: descriptionOf(definition),
    deprecated: deprecation(definition),
    parts,
  };
}

function members(list: readonly Member[], budget: Budget): Node[] {
  return list.flatMap((member): Node[] => {
    if (!spend(budget)) return [];
    const type = member.type ? print(member.type) : '';
    const standard = member.defaultValue ? [`default ${print(member.defaultValue)}`] : [];
    return [
      {
        name: member.name.value,
        type,
        isRequired: false,
        deprecated: deprecation(member),
        description: descriptionOf(member),
        notes: standard,
        nodes: members(member.arguments ?? [], budget),
      },
    ];
  });
}

function descriptionOf({ description }: Described): string | null {
  return description?.value.trim() || null;
}

function deprecation({ directives }: Marked): string | null {
  const found = directives?.find(({ name }) => name.value === 'deprecated');
  if (!found) return null;
  const reason = found.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return reason?.kind === Kind.STRING ? reason.value : '';
}
