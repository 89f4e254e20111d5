const SAMPLE = 512;

/** Whether a file is no text that could be rendered: pictures, archives, and texts in an encoding other than UTF-8. */
export function isBinary(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.includes(0) || sample.subarray(0, 5).toString('latin1') === '%PDF-') return true;
  return !isUtf8(bytes) || hasManyControls(sample);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Tabs, line ends, form feeds, backspaces and escapes stand in texts. */
function hasManyControls(sample: Buffer): boolean {
  const odd = sample.filter(
    (byte) => (byte < 32 && (byte < 7 || byte > 14) && byte !== 27) || byte === 127,
  );
  return odd.length * 10 > sample.length;
}
