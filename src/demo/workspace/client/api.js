import { base, look, query } from './page-state.js';

/**
 * Sends what the person did. A refusal is shown as a toast and thrown, so that the caller can keep what was typed.
 * @param {string} path
 * @param {object} body
 */
export async function post(path, body) {
  try {
    const response = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: look.as, ...body }),
    });
    const answer = await response.json();
    if (!response.ok)
      throw new Error(answer?.error?.message ?? `The demo answered ${response.status}.`);
    return answer;
  } catch (error) {
    toast(
      error instanceof TypeError ? 'The demo does not answer. Is it still running?' : error.message,
    );
    throw error;
  }
}

/**
 * A part of the page as the server draws it now; null when the person has meanwhile gone elsewhere.
 * @param {'sidebar' | 'main' | 'aside' | 'modal'} name
 */
export async function part(name) {
  const asked = query();
  const response = await fetch(`${base}/parts/${name}?${asked}`);
  if (!response.ok) throw new Error(`The demo answered ${response.status}.`);
  const markup = await response.text();
  return asked === query() ? markup : null;
}

/** @param {string} words */
export function toast(words) {
  const box = document.createElement('p');
  box.className = 'toast';
  box.textContent = words;
  document.getElementById('toasts')?.append(box);
  setTimeout(() => box.remove(), 6000);
}
