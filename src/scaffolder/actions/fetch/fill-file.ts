import { UserError } from '../../../errors.ts';
import type { TextOptions } from '../../expressions/render.ts';
import { sandbox } from '../../expressions/sandbox.ts';
import type { WorkspaceFile } from '../../workspace/workspace.ts';
import type { ActionContext } from '../action.ts';
import { valuesOf } from './inputs.ts';

type Input = TextOptions & {
  values?: Record<string, unknown> | undefined;
  replace?: boolean | undefined;
};
type Filling = Pick<ActionContext<Input>, 'input' | 'workspace' | 'signal' | 'log'> & {
  targetPath: string;
  read: () => Promise<WorkspaceFile>;
};

/** Fills one file in; one that is there already stays, unless it is to be replaced. */
export async function fillFile(filling: Filling): Promise<void> {
  const { input, workspace, signal, log, targetPath, read } = filling;
  if (workspace.read(targetPath) && !input.replace) {
    log(`${targetPath} is there already and stays as it is.`);
    return;
  }
  const file = await read();
  const values = valuesOf(input.values);
  const context = input.cookiecutterCompat ? { cookiecutter: values } : { values };
  const text = file.bytes.toString('utf8');
  const result = await sandbox().renderTexts([text], { context, options: input, signal });
  if (result.kind === 'broken')
    throw new UserError(
      `${targetPath} cannot be rendered. ${result.reason}`,
      'Correct the file it is made from.',
    );
  workspace.write(targetPath, { ...file, bytes: Buffer.from(result.texts[0] ?? '') });
  log(`Wrote ${targetPath}.`);
}
