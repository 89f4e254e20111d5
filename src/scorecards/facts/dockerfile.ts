import { known, unknown } from '../fact.ts';
import { type Checkout, filesBelow, findFile, mayBeHidden } from './checkout.ts';
import { defineFacts, OF_FILES } from './define.ts';

export const DOCKERFILE =
  /^(?:[\w.-]+\/)?(?:(?:[\w-]+\.)?dockerfile|dockerfile\.[\w-]+|containerfile)$/i;

/** One `FROM` of a Dockerfile that names an image: stages built on earlier stages and `scratch` are none. */
export type BaseImage = { image: string; name: string; tag: string | null; digest: string | null };

/** `of`: the earlier stage it goes on from, or `scratch`. */
type Stage = { name: string; base: BaseImage | null; of: string | null; user: string | null };

/** The Dockerfiles of an entity, read. */
export type Dockerfile = { path: string; images: readonly BaseImage[]; stages: readonly Stage[] };

type Dockerfiles = { read: readonly Dockerfile[]; unread: string | null };
const found = new WeakMap<Checkout, Dockerfiles>();

/** Read once for all facts that rest on them. */
export function dockerfilesOf(checkout: Checkout): Dockerfiles {
  const before = found.get(checkout);
  if (before) return before;
  const dockerfiles = findDockerfiles(checkout);
  found.set(checkout, dockerfiles);
  return dockerfiles;
}

function findDockerfiles(checkout: Checkout): Dockerfiles {
  const below = filesBelow(checkout, DOCKERFILE);
  const root = below.length === 0 ? findFile(checkout, DOCKERFILE) : null;
  const read: Dockerfile[] = [];
  for (const path of root === null ? below : [root]) {
    const text = checkout.files.text(path);
    if (text === null) return { read, unread: path };
    read.push({ path, ...readDockerfile(text) });
  }
  return { read, unread: null };
}

export const DOCKERFILES = defineFacts({
  restsOn: 'files',
  facts: {
    baseImages: { type: 'list<string>', title: 'Images its Dockerfiles build on', ...OF_FILES },
    areBaseImagesPinned: { type: 'bool', title: 'Its base images are pinned', ...OF_FILES },
    runsAsRoot: { type: 'bool', title: 'Its image runs as root', ...OF_FILES },
  },
  read: dockerfileFacts,
});

function dockerfileFacts(checkout: Checkout) {
  const { read, unread } = dockerfilesOf(checkout);
  const [first] = read;
  if (unread !== null || !first) {
    const none = mayBeHidden(checkout, 'deep') ?? 'there is no Dockerfile';
    const why = unknown(unread === null ? none : `${unread} could not be read`);
    return { baseImages: why, areBaseImagesPinned: why, runsAsRoot: why };
  }
  const images = read.flatMap((one) => one.images);
  const seen = checkout.seenAt(first.path);
  const roots = read.map(({ stages }) => runsAsRoot(stages));
  return {
    baseImages: known([...new Set(images.map(({ image }) => image))], seen),
    areBaseImagesPinned: known(images.every(isPinned), seen),
    runsAsRoot:
      roots.includes(null) && !roots.includes(true)
        ? unknown(`${first.path} names no USER, and who its base image runs as is not known`)
        : known(roots.includes(true), seen),
  };
}

/** A digest, or a tag that names a version; distroless images carry it in the name (`static-debian12:nonroot`). */
function isPinned({ name, tag, digest }: BaseImage): boolean {
  if (digest !== null) return true;
  if (tag === null || tag === 'latest') return false;
  return /\d/.test(tag) || /\d/.test(name.slice(name.lastIndexOf('/') + 1));
}

/** Images of Docker's library, whose processes are root where nobody says otherwise. */
const ROOT_IMAGES =
  /^(?:(?:docker\.io\/)?library\/|docker\.io\/)?(?:node|python|golang|alpine|debian|ubuntu|nginx|eclipse-temurin|openjdk|amazoncorretto|rust|ruby|php|busybox|httpd|maven|gradle|fedora|rockylinux|almalinux)$/;

/** Null: it depends on an image we cannot look into. */
function runsAsRoot(stages: readonly Stage[]): boolean | null {
  for (let at = stages.length - 1; at >= 0; ) {
    const { user, base, of } = stages[at] as Stage;
    if (user !== null) return /^(?:root|0)(?::|$)/.test(user);
    if (base === null && of === 'scratch') return true;
    if (base) {
      if (/nonroot|unprivileged|rootless/.test(base.image)) return false;
      return ROOT_IMAGES.test(base.name) ? true : null;
    }
    at = stages.slice(0, at).findLastIndex(({ name }) => name === of);
  }
  return null;
}

/** Reads what a Dockerfile builds on: `FROM` with its arguments filled in, and the last `USER` of each stage. */
export function readDockerfile(text: string): Omit<Dockerfile, 'path'> {
  const defaults = new Map<string, string>();
  const stages: Stage[] = [];
  for (const line of text.replace(/\\[ \t]*\r?\n/g, ' ').split(/\r?\n/)) {
    const [, word = '', rest = ''] = /^\s*(FROM|ARG|USER)\s+(.*?)\s*$/i.exec(line) ?? [];
    switch (word.toUpperCase()) {
      case 'ARG': {
        const [, name = '', value = ''] = /^(\w+)=["']?([^"'\s]*)/.exec(rest) ?? [];
        if (name && stages.length === 0) defaults.set(name, value);
        break;
      }
      case 'FROM': {
        const [image = '', as, name] = rest.replace(/--\S+\s+/g, '').split(/\s+/);
        const written = filledIn(image, defaults);
        const of = written.toLowerCase();
        const isStage = of === 'scratch' || stages.some((stage) => stage.name === of);
        stages.push({
          name: /^as$/i.test(as ?? '') && name ? name.toLowerCase() : String(stages.length),
          base: isStage ? null : readImage(written),
          of: isStage ? of : null,
          user: null,
        });
        break;
      }
      case 'USER': {
        const stage = stages.at(-1);
        if (stage) stage.user = rest;
        break;
      }
    }
  }
  return { images: stages.flatMap(({ base }) => base ?? []), stages };
}

function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (_, braced?: string, otherwise?: string, bare?: string) =>
      values.get(braced ?? bare ?? '') || otherwise || '',
  );
}

function readImage(image: string): BaseImage {
  const [before = '', digest = null] = image.split('@');
  const colon = before.lastIndexOf(':');
  // The colon of a port stands before a slash.
  const hasTag = colon > before.lastIndexOf('/');
  return {
    image,
    name: hasTag ? before.slice(0, colon) : before,
    tag: hasTag ? before.slice(colon + 1) : null,
    digest,
  };
}
