import { ruleOfPath } from '../../catalog/code-paths.ts';
import { readCodeowners } from '../../catalog/codeowners.ts';
import type { Edited } from '../../catalog/corrections/edit.ts';

/**
 * Says in CODEOWNERS that `handle` owns a folder (`''`: everything), as far as the lines there leave it open. Who is named for it
 * already stays beside the new owner, and rules for parts of the folder go on to win: they stand below. Pure.
 */
export function addCodeowner(
  text: string,
  { folder, handle }: { folder: string; handle: string },
): Edited {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const { rules } = readCodeowners(text);
  const { rule, parts } = ruleOfPath(rules, { path: folder, sort: 'folder' });
  const isNamed = rule?.owners.some((one) => one.toLowerCase() === handle.toLowerCase()) ?? false;
  if (isNamed) return { kind: 'same' };
  const pattern = patternOf(folder);
  if (rule !== null && isSamePlace(rule.pattern, folder)) {
    const at = rule.line - 1;
    lines[at] = withOwner(lines[at] ?? '', handle);
  } else {
    // Below what decides now, above what decides about parts: the last line that matches wins.
    const before = parts[0] ? parts[0].line - 1 : folder === '' ? firstRule(rules) : null;
    lines.splice(before ?? lines.length, 0, `${pattern} ${handle}`);
  }
  const changed = `${lines.join(end)}${end}`;
  return names(changed, folder, handle)
    ? { kind: 'edited', text: changed }
    : {
        kind: 'stuck',
        reason: 'CODEOWNERS is written in a way that I cannot add the owner to.',
        nextStep: 'Change it by hand.',
      };
}

/** A space in a pattern would end it. */
function patternOf(folder: string): string {
  return folder === '' ? '*' : `/${folder.replaceAll(' ', '\\ ')}/`;
}

function isSamePlace(pattern: string, folder: string): boolean {
  if (folder === '') return ['*', '/', '/*', '**', '/**'].includes(pattern) && pattern !== '/*';
  return pattern.replace(/^\/|\/(?:\*\*)?$/g, '') === folder;
}

/** The line with one more owner, before the comment behind it. */
function withOwner(line: string, handle: string): string {
  const [, said = line, comment = ''] = /^(.*?)(\s+#.*)?$/.exec(line) ?? [];
  return `${said.trimEnd()} ${handle}${comment}`;
}

function firstRule(rules: readonly { line: number }[]): number | null {
  return rules[0] ? rules[0].line - 1 : null;
}

function names(text: string, folder: string, handle: string): boolean {
  const { rule } = ruleOfPath(readCodeowners(text).rules, { path: folder, sort: 'folder' });
  return rule?.owners.includes(handle) ?? false;
}
