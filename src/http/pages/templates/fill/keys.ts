/** The path of a field as one word of a form: `component/name`. */
export function keyOf(path: readonly string[]): string {
  return path.map(encodeURIComponent).join('/');
}

export function pathOfKey(key: string): string[] | null {
  try {
    return key.split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}
