// Global ids in GitHub's newer form: a prefix that names the type and an opaque base64 of numbers.

const PREFIXES = {
  Organization: 'O',
  User: 'U',
  Team: 'T',
  Repository: 'R',
  Release: 'RE',
  PullRequest: 'PR',
  Deployment: 'DE',
  Environment: 'EN',
  Ref: 'REF',
  Blob: 'B',
  Tree: 'TREE',
  Commit: 'C',
  Language: 'LA',
  License: 'L',
  Topic: 'TO',
  RepositoryTopic: 'RT',
  Label: 'LB',
} as const;

export type NodeType = keyof typeof PREFIXES;

/** `R_kgDOKbA0Zg` of a type and a database id; git objects and refs add their name within the repository. */
export function nodeId(type: NodeType, databaseId: number, within = ''): string {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(databaseId);
  const bytes = Buffer.concat([Buffer.from('9200ce', 'hex'), number, Buffer.from(within)]);
  return `${PREFIXES[type]}_${bytes.toString('base64url')}`;
}

/** The parts of an id made by `nodeId`; null for any other text. */
export function readNodeId(
  id: string,
): { type: NodeType; databaseId: number; within: string } | null {
  const separator = id.indexOf('_');
  const prefix = id.slice(0, separator);
  const type = (Object.keys(PREFIXES) as NodeType[]).find((name) => PREFIXES[name] === prefix);
  const bytes = Buffer.from(id.slice(separator + 1), 'base64url');
  if (!type || bytes.length < 7) return null;
  return {
    type,
    databaseId: bytes.readUInt32BE(3),
    within: bytes.subarray(7).toString(),
  };
}
