import { known, type Seen, unknown } from '../fact.ts';
import { type Checkout, filesBelow, findFile, mayBeHidden } from './checkout.ts';
import { defineFacts, OF_FILES } from './define.ts';
import { type Dockerfile, dockerfilesOf } from './dockerfile.ts';
import { DATED_LANGUAGES, supportedUntil } from './end-of-life.ts';

/** What gives a language away, the surest first: a Go service may have a package.json for its tools, hardly the other way round. */
const MARKS: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['go', /^go\.mod$/],
  ['java', /^(?:pom\.xml|build\.gradle(?:\.kts)?|build\.sbt)$/],
  ['rust', /^Cargo\.toml$/],
  ['dotnet', /^[^/]+\.(?:csproj|fsproj|sln|slnx)$/],
  ['ruby', /^Gemfile$/],
  ['php', /^composer\.json$/],
  ['elixir', /^mix\.exs$/],
  ['swift', /^Package\.swift$/],
  ['python', /^(?:pyproject\.toml|setup\.py|Pipfile)$/],
  ['node', /^package\.json$/],
  ['python', /^requirements(?:[-.]\w+)?\.txt$/],
  ['terraform', /^[^/]+\.tf$/],
];

/** The image of each language's own toolchain. */
const IMAGES: Readonly<Record<string, RegExp>> = {
  node: /(?:^|\/)(?:node|nodejs)(?:\d+)?(?:-debian\d+)?$/,
  python: /(?:^|\/)python(?:\d+)?(?:-debian\d+)?$/,
  go: /(?:^|\/)(?:golang|go-toolset)$/,
  java: /(?:^|\/)(?:eclipse-temurin|openjdk|amazoncorretto|ibm-semeru-runtimes|zulu-openjdk(?:-alpine|-debian)?|java(?:\d+)?(?:-debian\d+)?)$/,
};

type Found = { version: string; path: string };
type Answer = Found | { why: string };

/** Which language it is written in, which version of it, and until when that gets fixes. */
export const RUNTIME = defineFacts({
  restsOn: 'files',
  facts: {
    language: { type: 'string', title: 'Language', ...OF_FILES },
    runtimeVersion: { type: 'string', title: 'Version of the language it runs on', ...OF_FILES },
    runtimeSupportedUntil: {
      type: 'timestamp',
      title: 'Until when that version gets fixes',
      ...OF_FILES,
    },
  },
  read: runtimeFacts,
});

function runtimeFacts(checkout: Checkout) {
  const mark = languageOf(checkout);
  if (mark === null) {
    const why = mayBeHidden(checkout, 'near');
    const nothing = unknown(why ?? 'no file says which language it is written in');
    const language = why === null ? known('other', checkout.seenAt('')) : nothing;
    return { language, runtimeVersion: nothing, runtimeSupportedUntil: nothing };
  }
  const language = known(mark.language, checkout.seenAt(mark.path));
  if (!DATED_LANGUAGES.includes(mark.language)) {
    const why = unknown(`versions of ${mark.language} are not followed here`);
    return { language, runtimeVersion: why, runtimeSupportedUntil: why };
  }
  const answer = versionOf(mark.language, checkout);
  if ('why' in answer) {
    const why = unknown(answer.why);
    return { language, runtimeVersion: why, runtimeSupportedUntil: why };
  }
  const seen: Seen = checkout.seenAt(answer.path);
  const until = supportedUntil(mark.language, answer.version);
  return {
    language,
    runtimeVersion: known(answer.version, seen),
    runtimeSupportedUntil: until
      ? known(until, seen)
      : unknown(`until when ${mark.language} ${answer.version} gets fixes is not known here`),
  };
}

function languageOf(checkout: Checkout): { language: string; path: string } | null {
  const folder = checkout.folder === '' ? 0 : checkout.folder.length + 1;
  for (const [language, pattern] of MARKS) {
    const [path] = filesBelow(checkout, pattern).filter(
      (path) => !path.slice(folder).includes('/'),
    );
    if (path !== undefined) return { language, path };
  }
  for (const [language, pattern] of MARKS) {
    const path = findFile(checkout, pattern);
    if (path !== null) return { language, path };
  }
  return null;
}

/** What runs decides: the image, then what pins the version for everybody, then what the package asks for. */
function versionOf(language: string, checkout: Checkout): Answer {
  const { read, unread } = dockerfilesOf(checkout);
  if (unread !== null) return { why: `${unread} could not be read` };
  const image = ofImages(language, read);
  if (image) return image;
  for (const [pattern, read] of SOURCES[language] ?? []) {
    const path = findFile(checkout, pattern);
    if (path === null) continue;
    const text = checkout.files.text(path);
    if (text === null) return { why: `${path} could not be read` };
    const version = read(text);
    if (version === null) continue;
    const exact = exactVersion(version);
    return exact === null
      ? { why: `${path} takes any version that fits \`${version.slice(0, 40)}\`` }
      : { version: exact, path };
  }
  return { why: `no file pins the version of ${language}` };
}

function ofImages(language: string, dockerfiles: readonly Dockerfile[]): Found | null {
  const pattern = IMAGES[language];
  // The last stage is what runs; a toolchain is often in one before it.
  for (const { path, images } of dockerfiles)
    for (const { name, tag } of images.toReversed()) {
      if (!pattern?.test(name)) continue;
      const version =
        /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1] ??
        /(?:node|nodejs|python|java)(\d+)/.exec(name)?.[1];
      if (version) return { version, path };
    }
  return null;
}

type Source = readonly [pattern: RegExp, read: (text: string) => string | null];
const first = (pattern: RegExp) => (text: string) => pattern.exec(text)?.[1]?.trim() ?? null;
const tool = (name: string): Source => [
  /^\.tool-versions$/,
  first(new RegExp(`^(?:${name})[ \\t]+(\\S+)`, 'm')),
];

const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  node: [
    [/^\.(?:nvmrc|node-version)$/, first(/^\s*v?(\S+)/)],
    tool('nodejs|node'),
    [/^package\.json$/, inPackageJson],
  ],
  python: [
    [/^\.python-version$/, first(/^\s*(?:python-)?(\S+)/)],
    tool('python'),
    [/^runtime\.txt$/, first(/^python-(\S+)/)],
    [/^pyproject\.toml$/, first(/^\s*(?:requires-python|python)\s*=\s*["']([^"']+)/m)],
  ],
  go: [
    [/^go\.mod$/, first(/^toolchain[ \t]+go(\S+)/m)],
    tool('golang|go'),
    [/^go\.mod$/, first(/^go[ \t]+(\d\S*)/m)],
  ],
  java: [
    [/^\.java-version$/, first(/^\s*(\S+)/)],
    tool('java'),
    [/^\.sdkmanrc$/, first(/^java=(\S+)/m)],
    [
      /^pom\.xml$/,
      first(
        /<(?:maven\.compiler\.release|java\.version|maven\.compiler\.target|release)>\s*([^<]+)</,
      ),
    ],
    [
      /^build\.gradle(?:\.kts)?$/,
      first(
        /(?:JavaLanguageVersion\.of\(|jvmToolchain\(|sourceCompatibility\s*=\s*["']?(?:JavaVersion\.VERSION_)?)(\d[\d._]*)/,
      ),
    ],
  ],
};

function inPackageJson(text: string): string | null {
  try {
    const { engines, volta } = JSON.parse(text) as Record<
      string,
      Record<string, unknown> | undefined
    >;
    const version = volta?.['node'] ?? engines?.['node'];
    return typeof version === 'string' ? version : null;
  } catch {
    // A broken package.json is told of by npm; here it says nothing.
    return null;
  }
}

/** A version, or a range that stays within one release; null for one that lets newer ones in. */
function exactVersion(written: string): string | null {
  const plain = written
    .trim()
    .replace(/^(?:v|temurin-|corretto-|zulu-|openjdk-|jdk-?)/, '')
    .replace(/^1\.8\b/, '8')
    .replaceAll('_', '.');
  const exact = /^(?:[~^=]|==|~=)?\s*v?(\d+(?:\.\d+)*)(?:\.[x*])*(?:[-+][\w.+-]*)?$/.exec(plain);
  if (exact) return exact[1] ?? null;
  // `>=3.12,<3.13` and `>=24 <25`.
  const range = /^>=\s*(\d+)(?:\.(\d+))?[\d.]*\s*,?\s*<\s*(\d+)(?:\.(\d+))?(?:\.0)*$/.exec(plain);
  if (!range) return null;
  const [, major = '', minor, nextMajor, nextMinor] = range;
  if (minor !== undefined && major === nextMajor && Number(nextMinor) === Number(minor) + 1)
    return `${major}.${minor}`;
  const isOneMajor = Number(nextMajor) === Number(major) + 1 && !Number(nextMinor ?? 0);
  return isOneMajor && minor === undefined ? major : null;
}
