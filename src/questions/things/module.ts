import type { Pasted } from './thing.ts';

const NPM = /^@[a-z\d~][\w.~-]*\/[\w.~-]+(?:\/[\w./@-]+)?$/i;
/** `com.acme.ledger.api.Foo`, `acme_ledger.models`, `acme_ledger::models`, `Acme\Ledger\Api`. */
const DOTTED = /^[A-Za-z_]\w*(?:(?:\.|::|\\)[A-Za-z_$][\w$]*)+(?:\(\))?$/;

/** A package import path of npm, the JVM, Python, Rust, .NET or PHP. Go's are addresses. */
export function readModule(text: string): Pasted | null {
  const said = text
    .trim()
    .replace(/^(?:import|from|require|use|using)\s+/i, '')
    .replace(/[;'"()]+/g, '');
  if (!NPM.test(said) && !DOTTED.test(said)) return null;
  return { what: 'package', isSure: isClass(said), things: [{ kind: 'module', said, name: said }] };
}

/** Only code is written so: a class behind a package, or `::`. */
function isClass(text: string): boolean {
  return /::/.test(text) || /^(?:[a-z_]\w*\.){2,}[A-Z]\w*/.test(text);
}
