/** Tags that name a language, as people write tags, and the language's own spelling. */
const LANGUAGES: Record<string, string> = {
  typescript: 'TypeScript',
  ts: 'TypeScript',
  javascript: 'JavaScript',
  js: 'JavaScript',
  go: 'Go',
  golang: 'Go',
  java: 'Java',
  kotlin: 'Kotlin',
  scala: 'Scala',
  python: 'Python',
  ruby: 'Ruby',
  rails: 'Ruby',
  rust: 'Rust',
  php: 'PHP',
  swift: 'Swift',
  csharp: 'C#',
  dotnet: 'C#',
  'c#': 'C#',
  cpp: 'C++',
  'c++': 'C++',
  c: 'C',
  elixir: 'Elixir',
  erlang: 'Erlang',
  haskell: 'Haskell',
  clojure: 'Clojure',
  dart: 'Dart',
  flutter: 'Dart',
  perl: 'Perl',
  lua: 'Lua',
  sql: 'SQL',
  terraform: 'Terraform',
  hcl: 'Terraform',
  cobol: 'COBOL',
};

/** The language that a word names: "golang" is Go. */
export function languageNamed(word: string): string | null {
  const key = word.toLowerCase();
  return Object.hasOwn(LANGUAGES, key) ? (LANGUAGES[key] ?? null) : null;
}

/** The first of the tags that names a language. */
export function taggedLanguage(tags: readonly string[]): string | null {
  for (const tag of tags) {
    const language = languageNamed(tag);
    if (language) return language;
  }
  return null;
}
