import type { Html } from '../../../html.ts';
import type { Scene } from '../scene.ts';

/** Where blocks are drawn: the reader, and what makes ids unique and errors visible there. */
export type Stage = Scene & {
  /** Prefix of the DOM ids of these blocks; no two places on a page share one. */
  id: string;
  /** Errors of a modal by block id. */
  errors: Record<string, string>;
  /** Draws a block inside a block. */
  draw: (block: unknown) => Html;
};

/** An id for the DOM that a block id chosen by an app cannot break out of or collide with. */
export function domId(stage: Stage, ...parts: string[]): string {
  return [stage.id, ...parts].map((part) => encodeURIComponent(part)).join('--');
}
