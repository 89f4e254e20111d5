import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

export type Cost = {
  /** At least 1: requests per connection / 100, rounded. */
  points: number;
  nodes: number;
  /** `Type.field` of everything selected. */
  fields: ReadonlySet<string>;
};

type Walk = { requests: number; nodes: number; fields: Set<string> };

/**
 * Points and nodes of an operation before it runs, by GitHub's published formula
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api):
 * every connection costs one request for each object it hangs on; fields that are no connections cost nothing.
 */
export function costOf(
  schema: GraphQLSchema,
  { document, operation }: { document: DocumentNode; operation: OperationDefinitionNode },
  variables: Record<string, unknown>,
): Cost {
  const walk: Walk = { requests: 0, nodes: 0, fields: new Set() };
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition]] : [],
    ),
  );
  const visit = (set: SelectionSetNode, parent: GraphQLNamedType, times: number): void => {
    for (const selection of set.selections) {
      if (selection.kind === 'Field') {
        visitField(selection, parent, times);
        continue;
      }
      const fragment =
        selection.kind === 'FragmentSpread' ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      const type = condition === undefined ? parent : schema.getType(condition);
      if (fragment && type) visit(fragment.selectionSet, type, times);
    }
  };
  const visitField = (node: FieldNode, parent: GraphQLNamedType, times: number): void => {
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const field = hasFields ? parent.getFields()[node.name.value] : undefined;
    if (!field) return;
    walk.fields.add(`${parent.name}.${field.name}`);
    const type = getNamedType(field.type);
    const argument = (name: string): unknown => {
      const given = node.arguments?.find((one) => one.name.value === name)?.value;
      return given && valueFromASTUntyped(given, variables);
    };
    let below = times;
    if (type.name.endsWith('Connection') && field.args.some(({ name }) => name === 'first')) {
      const size = Number(argument('first') ?? argument('last') ?? 0);
      walk.requests += times;
      walk.nodes += times * size;
      below = times * size;
    } else if (field.name === 'nodes') {
      const ids = argument('ids');
      if (Array.isArray(ids)) below = times * ids.length;
    }
    if (node.selectionSet) visit(node.selectionSet, type, below);
  };
  const root = schema.getRootType(operation.operation);
  if (root) visit(operation.selectionSet, root, 1);
  return {
    points: Math.max(1, Math.round(walk.requests / 100)),
    nodes: walk.nodes,
    fields: walk.fields,
  };
}
