// What stands in the fields of blocks, and where they stand.

/** @param {Element} element */
export function placeOf(element) {
  const place = JSON.parse(element.closest('[data-place]')?.dataset.place ?? '{}');
  return place.kind === 'view'
    ? { ...place, fields: readFields(element.closest('[data-view]')) }
    : place;
}

/** What stands in every field below `root`. @param {ParentNode} root */
export function readFields(root) {
  return [...root.querySelectorAll('[data-element]')].map((element) => ({
    block: element.dataset.block,
    action: element.dataset.action,
    values: valuesIn(element),
  }));
}

/** @param {HTMLElement} element @returns {{ value: string, text: string }[]} */
export function valuesIn(element) {
  if (element.dataset.selected) return JSON.parse(element.dataset.selected);
  const field = element.querySelector('[data-field]');
  if (field) return field.value && field.type !== 'file' ? [{ value: field.value, text: '' }] : [];
  return [...element.querySelectorAll('[data-choice]:checked')].map(({ value }) => ({
    value,
    text: '',
  }));
}

/** @param {Element} element */
export function clearError(element) {
  const block = element.closest('.block.input.invalid');
  if (!block) return;
  block.classList.remove('invalid');
  block.querySelector('.error').hidden = true;
  block.querySelector('[aria-invalid]')?.removeAttribute('aria-invalid');
}
