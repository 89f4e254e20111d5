/**
 * Backstage's rules for names, keys and tags, as `FieldFormatEntityPolicy` of catalog-model 1.10.1 applies them.
 * @see https://backstage.io/docs/features/software-catalog/descriptor-format
 */
export type Format = { isValid: (text: string) => boolean; allowed: string };

const OBJECT_NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const DNS_LABEL = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const TAG = /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/;
const VERSION = /^[a-zA-Z0-9]+$/;
const KIND = /^[a-zA-Z][a-zA-Z0-9]*$/;

const fits = (text: string, rule: RegExp) => text.length <= 63 && rule.test(text);
const isObjectName = (text: string) => fits(text, OBJECT_NAME);
const isDnsLabel = (text: string) => fits(text, DNS_LABEL);
const isDnsSubdomain = (text: string) => text.length <= 253 && text.split('.').every(isDnsLabel);

/** `[prefix/]suffix`, where the prefix is a domain in lower case. */
function isPrefixed(text: string, isSuffix: (text: string) => boolean): boolean {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return false;
  return second === undefined ? isSuffix(first) : isDnsSubdomain(first) && isSuffix(second);
}

const NAME_RULE = 'letters, digits and - _ . between them, at most 63 characters';
const KEY_RULE = `a name (${NAME_RULE}), with a lower-case domain and "/" before it where wanted, e.g. \`example.com/team\``;

export const apiVersionFormat: Format = {
  isValid: (text) => isPrefixed(text, (suffix) => fits(suffix, VERSION)),
  allowed: 'e.g. `backstage.io/v1alpha1`',
};
export const kindFormat: Format = {
  isValid: (text) => fits(text, KIND),
  allowed: 'letters and digits, a letter first, at most 63 characters',
};
export const nameFormat: Format = { isValid: isObjectName, allowed: NAME_RULE };
export const namespaceFormat: Format = {
  isValid: isDnsLabel,
  allowed: 'lower-case letters, digits and - between them, at most 63 characters',
};
export const keyFormat: Format = {
  isValid: (text) => isPrefixed(text, isObjectName),
  allowed: KEY_RULE,
};
export const labelValueFormat: Format = {
  isValid: (text) => text === '' || isObjectName(text),
  allowed: `nothing, or ${NAME_RULE}`,
};
export const tagFormat: Format = {
  isValid: (text) => fits(text, TAG),
  allowed: 'lower-case letters, digits and : + # with single - between them, at most 63 characters',
};
export const urlFormat: Format = {
  isValid: (text) => URL.canParse(text),
  allowed: 'a whole address, e.g. `https://example.com/runbook`',
};
export const wordsFormat: Format = {
  isValid: (text) => text.trim() !== '',
  allowed: 'some text',
};
export const shortFormat: Format = {
  isValid: (text) => text.length <= 500,
  allowed: 'at most 500 characters',
};
