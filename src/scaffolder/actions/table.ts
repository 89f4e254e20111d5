import type { Action } from './action.ts';
import { catalogFetch } from './catalog/fetch.ts';
import { catalogGuess } from './catalog/guess.ts';
import { catalogRegister } from './catalog/register.ts';
import { catalogWrite } from './catalog/write.ts';
import { debugLog } from './debug/log.ts';
import { debugWait } from './debug/wait.ts';
import { fetchPlain } from './fetch/plain.ts';
import { fetchPlainFile } from './fetch/plain-file.ts';
import { fetchTemplate } from './fetch/template.ts';
import { fetchTemplateFile } from './fetch/template-file.ts';
import { workspaceTemplate } from './fetch/workspace-template.ts';
import { workspaceTemplateFile } from './fetch/workspace-template-file.ts';
import { copy } from './fs/copy.ts';
import { deleteFiles } from './fs/delete.ts';
import { move } from './fs/move.ts';
import { roadieParse } from './fs/parse.ts';
import { readFolder } from './fs/readdir.ts';
import { rename } from './fs/rename.ts';
import { roadieReplace } from './fs/replace.ts';
import { roadieAppend, roadieWrite } from './fs/write.ts';
import { GITHUB_ACTIONS } from './on-github/list.ts';
import { slackChannelNotify } from './tell/channel-notify.ts';
import { notificationSend } from './tell/notification-send.ts';

/** Everything a step can do here. What stands in no line is unknown, and a template with it is refused when it is loaded. */
export const ACTIONS: readonly Action[] = [
  fetchPlain,
  fetchPlainFile,
  fetchTemplate,
  fetchTemplateFile,
  workspaceTemplate,
  workspaceTemplateFile,
  rename,
  move,
  copy,
  deleteFiles,
  readFolder,
  roadieWrite,
  roadieAppend,
  roadieReplace,
  roadieParse,
  debugLog,
  debugWait,
  catalogFetch,
  catalogRegister,
  catalogWrite,
  slackChannelNotify,
  notificationSend,
  ...GITHUB_ACTIONS,
  catalogGuess,
];

const byId = new Map(ACTIONS.map((action) => [action.id, action]));

export function actionById(id: string): Action | null {
  return byId.get(id) ?? null;
}
