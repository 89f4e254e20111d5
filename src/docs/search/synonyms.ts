// Short forms people type for what is written out in docs, and the other way round; verbs whose forms have no stem in common. Without accents,
// as the analyser writes words.
const GROUPS = [
  'add added adding create new',
  'adr decision',
  'ask asking query',
  'auth authentication',
  'authz authorization',
  'check checking verify verifying',
  'choose chose chosen choice decided',
  'config configuration',
  'create creating make making new',
  'creds credentials',
  'decline deny refuse reject',
  'delete remove',
  'deps dependencies',
  'dev development',
  'doc docs documentation',
  'env environment',
  'hang stuck',
  'infra infrastructure',
  'k8s kubernetes',
  'msg message',
  'perms permissions permission',
  'pg postgres postgresql',
  'postmortem retrospective',
  'prod production',
  'repo repository',
  'rollback revert',
  'runbook playbook',
  'setup install',
  'vuln vulnerability',
  // What people ask in German of docs in English.
  'anleitung guide howto',
  'auszahlung auszahlungen payout',
  'benachrichtigung notification',
  'bereitschaft oncall',
  'datenbank db database',
  'einrichten setup',
  'erstattung ruckerstattung refund',
  'fehler error',
  'freigabe genehmigung approval',
  'kunde kunden customer',
  'loschen delete',
  'neustart neustarten restart',
  'passwort kennwort pw password',
  'rechte berechtigung permission role',
  'rechnung invoice',
  'rotieren rotiere rotiert rotate',
  'schlussel key',
  'sperre lock',
  'zahlung zahlungen payment',
  'zugriff zugang access',
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
