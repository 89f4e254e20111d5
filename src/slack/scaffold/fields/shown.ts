import type { Choice, Field } from '../../../scaffolder/form/form.ts';
import { readRepositoryUrl } from '../../../scaffolder/form/repository-place.ts';
import type { Json } from '../../../scaffolder/json.ts';
import { isSame } from './element.ts';
import { yamlOf } from './structure.ts';

/** A value in words, for those who look over what they filled in. Plain text: it is escaped where it is shown. */
export function shownValue(
  { input }: Field,
  value: Json,
  { labelOf }: { labelOf: (ref: string) => string },
): string {
  switch (input.kind) {
    case 'flag':
      return value === true ? 'yes' : 'no';
    case 'choice':
      return labelIn(input.options, value);
    case 'choices':
      return listed(value, (one) => labelIn(input.options, one));
    case 'entity':
      return listed(value, (one) => (typeof one === 'string' ? labelOf(one) : plainly(one)));
    case 'repository': {
      const { host, owner, name } = readRepositoryUrl(value);
      return name ? `${host}/${owner}/${name}` : plainly(value);
    }
    case 'secret':
      return '••••••';
    case 'date-time':
      return plainly(value)
        .replace('T', ' ')
        .replace(/(?::00)?(?:\.000)?Z$/, ' UTC');
    default:
      return Array.isArray(value) && value.every((one) => typeof one !== 'object')
        ? value.join(', ')
        : plainly(value);
  }
}

function listed(value: Json, shown: (one: Json) => string): string {
  return Array.isArray(value) ? value.map(shown).join(', ') || 'none' : shown(value);
}

function labelIn(options: readonly Choice[], value: Json): string {
  return options.find((one) => isSame(one.value, value))?.label ?? plainly(value);
}

function plainly(value: Json): string {
  return typeof value === 'object' && value !== null ? yamlOf(value) : String(value ?? 'nothing');
}
