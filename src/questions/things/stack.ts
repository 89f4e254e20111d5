import { readGitHub } from './github.ts';
import { withoutLine } from './path.ts';
import type { Pasted, Thing } from './thing.ts';

type Reader = (line: string) => Thing | null;

/** Frames of the usual languages: each reads one line, and gives what its code belongs to. */
const FRAMES: readonly Reader[] = [
  // Python: File "/srv/app/models.py", line 3, in load
  (line) => ofPath(/^\s*File "([^"]+)", line \d+/.exec(line)?.[1]),
  // Node and browsers: at load (/srv/app/src/x.js:10:5), at async file:///srv/app/src/x.js:10:5
  (line) =>
    ofPath(
      /^\s*at\s+(?:.*\()?((?:file:\/\/|webpack:\/\/|node:|\/|\.|[A-Za-z]:\\|@?[\w.-]+\/)[^\s()]*):\d+:\d+\)?\s*$/.exec(
        line,
      )?.[1],
    ),
  // Java, Kotlin, Scala and .NET: at com.acme.ledger.Foo.bar(Foo.java:12)
  (line) =>
    ofMember(
      /^\s*(?:Caused by:.*\s)?at\s+(?:[\w.-]+(?:@[\w.]+)?\/+)*((?:[\w$`<>]+\.)+[\w$`<>[\],|]+)\s?\(/.exec(
        line,
      )?.[1],
    ),
  // Go: github.com/acme/ledger/v2/pkg/x.(*T).Method(0xc0001)
  (line) => ofGo(/^\s*(?:created by\s+)?([\w-]+(?:\.[\w-]+)+\/[^\s(]+)\(/.exec(line)?.[1]),
  // Go's second line: /go/pkg/mod/github.com/acme/ledger@v1.2.3/x.go:12 +0x1d
  (line) => ofPath(/^\s*(\/\S+\.go):\d+(?:\s|$)/.exec(line)?.[1]),
  // Ruby: /srv/app/lib/x.rb:12:in `load'
  (line) => ofPath(/^\s*(?:from\s+)?([^\s:]+\.rb):\d+:in\b/.exec(line)?.[1]),
  // Rust: 3: acme_ledger::models::load, and panicked at crates/ledger/src/x.rs:10:5
  (line) => ofRust(/^\s*\d+:\s+(?:0x[\da-f]+\s+-\s+)?<?((?:\w+::)+\w+)/.exec(line)?.[1]),
  (line) => ofPath(/panicked at (?:'.*', )?([^\s:']+\.rs):\d+/.exec(line)?.[1]),
];

const MOST_LINES = 200;
/** Frames are shorter. */
const LINE = 500;

/** A stack trace, or one frame of it. */
export function readStack(text: string): Pasted | null {
  const lines = text.split('\n', MOST_LINES).map((line) => line.slice(0, LINE));
  const things = lines.flatMap((line) => readFrame(line) ?? []);
  return things.length > 0 ? { what: 'stack trace', things, isSure: true } : null;
}

/** What the code of one frame belongs to; null for a line that is none. */
export function readFrame(line: string): Thing | null {
  for (const read of FRAMES) {
    const thing = read(line.slice(0, LINE));
    if (thing) return thing;
  }
  return null;
}

/** What a file on a machine belongs to: an installed package, or a path that may hold the name of a repository. */
function ofPath(path: string | undefined): Thing | null {
  if (!path) return null;
  const plain = path.replace(/^[a-z]+:\/\/+/i, '/').replaceAll('\\', '/');
  const [, node] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(plain) ?? [];
  if (node) return { kind: 'module', said: node, name: node };
  const [, python] = /.*\/(?:site|dist)-packages\/(.+?)(?:\/__init__)?\.py$/.exec(plain) ?? [];
  if (python) return { kind: 'module', said: python, name: python };
  const [, gem] = /.*\/gems\/([^/]+?)-\d[^/]*\//.exec(plain) ?? [];
  if (gem) return { kind: 'module', said: gem, name: gem };
  const [, go] = /\/pkg\/mod\/([^@]+)@/.exec(plain) ?? [];
  if (go) return ofGo(go);
  const [, crate] = /\/registry\/src\/[^/]+\/([\w-]+?)-\d[^/]*\//.exec(plain) ?? [];
  if (crate) return { kind: 'module', said: crate, name: crate };
  return { kind: 'path', said: path, path: withoutLine(plain) };
}

/** A class without its method: `com.acme.Foo` of `com.acme.Foo.bar`. */
function ofMember(member: string | undefined): Thing | null {
  const name = member?.replace(/\.[^.]+$/, '').replace(/[$`<].*$/, '');
  return name?.includes('.') ? { kind: 'module', said: name, name } : null;
}

/** A package of Go, which is an address: without the function behind its last part. */
function ofGo(symbol: string | undefined): Thing | null {
  if (!symbol) return null;
  const slash = symbol.lastIndexOf('/');
  const name = symbol.slice(0, slash + 1) + symbol.slice(slash + 1).replace(/\..*$/, '');
  return readGitHub(name)?.things[0] ?? { kind: 'module', said: name, name };
}

function ofRust(symbol: string | undefined): Thing | null {
  return symbol ? { kind: 'module', said: symbol, name: symbol } : null;
}
