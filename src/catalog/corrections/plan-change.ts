import { localName } from '../names.ts';
import { placeholderIn } from '../placeholders.ts';
import { canonicalRef, parseRef } from '../ref.ts';
import { ALIAS_NAMES, ONCALL } from '../summary.ts';
import { type Correction, linkParts } from './correction.ts';
import { at } from './expected.ts';
import type { YamlChange } from './yaml-edit.ts';

export type ChangePlan =
  | { kind: 'change'; changes: readonly YamlChange[] }
  | { kind: 'same' }
  | { kind: 'stuck'; reason: string; nextStep: string };

/** What has to change in a document so that it states the correction. `aliasKey`: the annotation for aliases where it has none. */
export function planChange(
  value: object,
  correction: Correction,
  { aliasKey }: { aliasKey: string },
): ChangePlan {
  switch (correction.field) {
    case 'owner':
      return planOwner(value, correction);
    case 'lifecycle':
      return planText(value, { path: ['spec', 'lifecycle'], ...correction });
    case 'on-call':
      return planOnCall(value, correction);
    case 'alias':
      return planAlias(value, correction, aliasKey);
    case 'link':
      return planLink(value, correction);
    case 'dependency':
      return planDependency(value, correction);
  }
}

const change = (...changes: YamlChange[]): ChangePlan => ({ kind: 'change', changes });
const SAME: ChangePlan = { kind: 'same' };

function moved(now: string): ChangePlan {
  return {
    kind: 'stuck',
    reason: `The file says ${now} by now.`,
    nextStep: 'Look at it again, and correct that if it is wrong.',
  };
}

/** A statement that is no text of this file. */
function elsewhere(value: unknown): ChangePlan | null {
  const placeholder = placeholderIn(value);
  if (placeholder) {
    return {
      kind: 'stuck',
      reason: `The file takes this from ${placeholder.target}.`,
      nextStep: `Change ${placeholder.target}.`,
    };
  }
  return value === undefined || value === null || typeof value === 'string'
    ? null
    : {
        kind: 'stuck',
        reason: 'The file states this as something else than a text.',
        nextStep: 'Change it by hand.',
      };
}

function planText(
  value: object,
  { path, value: wanted, was }: { path: string[]; value: string; was: string | null },
): ChangePlan {
  const now = at(value, path);
  const away = elsewhere(now);
  if (away) return away;
  const said = typeof now === 'string' ? now.trim() : null;
  if (wanted === '') return said === null ? SAME : change({ kind: 'unset', path });
  if (said === wanted) return SAME;
  if (was !== null && said !== null && said !== was) return moved(`"${said}"`);
  return change({ kind: 'set', path, value: wanted });
}

function planOwner(value: object, { value: wanted, was }: Correction): ChangePlan {
  const path = ['spec', 'owner'];
  const now = at(value, path);
  const away = elsewhere(now);
  if (away) return away;
  const namespace = namespaceOf(value);
  const said = typeof now === 'string' ? refFrom(now, { kind: 'group', namespace }) : null;
  if (said === wanted) return SAME;
  if (was !== null && said !== null && said !== was) return moved(String(now));
  const like = typeof now === 'string' ? now : null;
  const text = writtenLike(wanted, like, { kind: 'group', namespace });
  return change({ kind: 'set', path, value: text });
}

function planOnCall(value: object, { value: wanted, was }: Correction): ChangePlan {
  const annotations = annotationsOf(value);
  // `pagerduty.com/service-id=P123` names the annotation; a bare id goes where one stands.
  const [, named, id = wanted] = /^([\w.-]+\/[\w.-]+)=(.*)$/.exec(wanted) ?? [];
  const known = Object.keys(annotations).filter((key) => ONCALL.test(key));
  const key = named ?? known[0] ?? 'pagerduty.com/service-id';
  return planText(value, {
    path: ['metadata', 'annotations', key],
    value: id,
    was: named ? null : was,
  });
}

function planAlias(
  value: object,
  { value: wanted, was }: Correction,
  aliasKey: string,
): ChangePlan {
  const annotations = annotationsOf(value);
  const keys = Object.keys(annotations).filter((key) => ALIAS_NAMES.test(localName(key)));
  for (const key of keys) {
    const away = elsewhere(annotations[key]);
    if (away) return away;
  }
  const listed = (key: string) =>
    String(annotations[key] ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  const isIn = (list: readonly string[], one: string) =>
    list.some((other) => other.toLowerCase() === one.toLowerCase());
  if (was !== null && !keys.some((key) => isIn(listed(key), was)))
    return wanted === '' ? SAME : moved(`nothing of "${was}"`);
  if (wanted !== '' && keys.some((key) => isIn(listed(key), wanted))) return SAME;
  const key = keys.find((one) => was !== null && isIn(listed(one), was)) ?? keys[0] ?? aliasKey;
  const kept = listed(key).filter((one) => was === null || one.toLowerCase() !== was.toLowerCase());
  const next = wanted === '' ? kept : [...kept, wanted];
  const path = ['metadata', 'annotations', key];
  return next.length === 0
    ? change({ kind: 'unset', path })
    : change({ kind: 'set', path, value: next.join(', ') });
}

function planLink(value: object, { value: wanted, was }: Correction): ChangePlan {
  const path = ['metadata', 'links'];
  const links = at(value, path);
  if (links !== undefined && links !== null && !Array.isArray(links))
    return (
      elsewhere(links) ?? {
        kind: 'stuck',
        reason: 'Its links are not a list.',
        nextStep: 'Change them by hand.',
      }
    );
  const items: unknown[] = Array.isArray(links) ? links : [];
  const urlAt = (index: number) => at(items[index], ['url']);
  const next = linkParts(wanted);
  if (wanted !== '' && was === null) {
    if (items.some((_, index) => urlAt(index) === next.url)) return SAME;
    const entry = { url: next.url, ...(next.title && { title: next.title }) };
    return change({ kind: 'append', path, value: entry });
  }
  const old = linkParts(was ?? '').url;
  const index = items.findIndex((_, place) => urlAt(place) === old);
  if (index < 0)
    return (
      fromAnnotation(value, old, next.url) ?? (wanted === '' ? SAME : moved(`nothing of ${old}`))
    );
  if (wanted === '') return change({ kind: 'drop', path, index });
  const title =
    next.title !== null && at(items[index], ['title']) !== next.title ? next.title : null;
  const changes: YamlChange[] = [
    ...(next.url === old
      ? []
      : [{ kind: 'set' as const, path: [...path, index, 'url'], value: next.url }]),
    ...(title === null
      ? []
      : [{ kind: 'set' as const, path: [...path, index, 'title'], value: title }]),
  ];
  return changes.length === 0 ? SAME : change(...changes);
}

/** An address that an annotation gives is a link of its card as well. */
function fromAnnotation(value: object, old: string, next: string): ChangePlan | null {
  const annotations = annotationsOf(value);
  const key = Object.keys(annotations).find((one) => annotations[one] === old);
  if (!key) return null;
  return planText(value, { path: ['metadata', 'annotations', key], value: next, was: old });
}

function planDependency(value: object, { ref, value: wanted, was }: Correction): ChangePlan {
  const namespace = namespaceOf(value);
  const find = (target: string) => {
    for (const [key, kind] of LISTS) {
      const list = at(value, ['spec', key]);
      const index = Array.isArray(list)
        ? list.findIndex(
            (one) => typeof one === 'string' && refFrom(one, { kind, namespace }) === target,
          )
        : -1;
      if (index >= 0) return { path: ['spec', key], index };
    }
    return null;
  };
  if (wanted !== '' && find(wanted)) return was === null || !find(was) ? SAME : dropped(find(was));
  const old = was === null ? null : find(was);
  if (was !== null && !old) {
    return {
      kind: 'stuck',
      reason: `Its file does not say that it depends on ${was}.`,
      nextStep: `The other file may say it, as dependencyOf; look at ${was}.`,
    };
  }
  if (wanted === '') return dropped(old);
  const isApi = parseRef(wanted, { kind: 'component' }).kind === 'api';
  const isComponent = parseRef(ref, { kind: 'component' }).kind === 'component';
  const [key, kind] = isApi && isComponent ? LISTS[1] : LISTS[0];
  const path = ['spec', key];
  const list = at(value, path);
  const like = Array.isArray(list) ? list.find((one) => typeof one === 'string') : null;
  const text = writtenLike(wanted, like ?? null, { kind, namespace });
  if (old && old.path[1] === key)
    return change({ kind: 'set', path: [...path, old.index], value: text });
  const added: YamlChange = { kind: 'append', path, value: text };
  return old ? change({ kind: 'drop', ...old }, added) : change(added);
}

/** Where dependencies are stated, and the kind of a bare name there. */
const LISTS = [
  ['dependsOn', 'component'],
  ['consumesApis', 'api'],
] as const;

function dropped(place: { path: string[]; index: number } | null): ChangePlan {
  return place ? change({ kind: 'drop', ...place }) : SAME;
}

function annotationsOf(value: object): Record<string, unknown> {
  const found = at(value, ['metadata', 'annotations']);
  return found !== null && typeof found === 'object' ? (found as Record<string, unknown>) : {};
}

function namespaceOf(value: object): string {
  const found = at(value, ['metadata', 'namespace']);
  return typeof found === 'string' && found ? found.toLowerCase() : 'default';
}

function refFrom(text: string, defaults: { kind: string; namespace: string }): string | null {
  try {
    return canonicalRef(text, defaults);
  } catch {
    // What is no ref names nothing.
    return null;
  }
}

/** A ref as short as what stands there, or as the file's own defaults allow. */
function writtenLike(
  ref: string,
  like: string | null,
  defaults: { kind: string; namespace: string },
): string {
  const { kind, namespace, name } = parseRef(ref, defaults);
  if (like?.includes('/') || namespace !== defaults.namespace)
    return like && !like.includes(':') && kind === defaults.kind ? `${namespace}/${name}` : ref;
  // Without a kind `dependsOn` means a component; people write it all the same.
  const isBare =
    kind === defaults.kind && (like === null ? defaults.kind !== 'component' : !like.includes(':'));
  return isBare ? name : `${kind}:${name}`;
}
