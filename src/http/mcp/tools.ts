import { ASKING } from './asking.ts';
import { READING } from './reading.ts';
import { SCAFFOLDING } from './scaffolding.ts';
import { SCORES } from './scores.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order clients list them. */
export const TOOLS: readonly Tool[] = [...ASKING, ...READING, ...SCORES, ...SCAFFOLDING];
