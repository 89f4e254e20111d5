import type { Style } from './text.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML, whoever wrote it. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\u{FFFE}\u{FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

export function fontOf({ size, weight }: Style): string {
  return `font-size="${size}" font-weight="${weight === 'bold' ? 700 : 400}"`;
}

/** Two decimals are a fiftieth of what an eye sees. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
