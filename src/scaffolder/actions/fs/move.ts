import type { Action } from '../action.ts';
import { rename } from './rename.ts';

/** fs:rename under the name that custom actions give it. */
export const move: Action = {
  ...rename,
  id: 'fs:move',
  description: 'Moves files and folders of the workspace.',
  examples: [],
};
