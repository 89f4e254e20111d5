// Short forms people type for what is written out in docs, and the other way round; verbs whose forms have no stem in common.
const GROUPS = [
  'adr decision',
  'auth authentication',
  'authz authorization',
  'choose chose chosen choice decided',
  'config configuration',
  'creds credentials',
  'db database',
  'deps dependencies',
  'dev development',
  'doc docs documentation',
  'env environment',
  'infra infrastructure',
  'k8s kubernetes',
  'kms hsm',
  'msg message',
  'perms permissions permission',
  'pg postgres postgresql',
  'postmortem retrospective',
  'prod production',
  'pw password',
  'repo repository',
  'roll rollback revert',
  'runbook playbook',
  'vuln vulnerability',
];

const byWord = new Map<string, string[]>();
for (const group of GROUPS) {
  const words = group.split(' ');
  for (const word of words)
    byWord.set(word, [...(byWord.get(word) ?? []), ...words.filter((other) => other !== word)]);
}

/** Other words for the same. */
export function synonymsOf(word: string): readonly string[] {
  return byWord.get(word) ?? [];
}
