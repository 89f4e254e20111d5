import { UserError } from '../../../errors.ts';
import { addressOf } from '../../workspace/address.ts';
import type { WorkspaceFile } from '../../workspace/workspace.ts';
import type { ActionContext } from '../action.ts';

type Asking = Pick<ActionContext<{ url: string }>, 'input' | 'template' | 'outside' | 'signal'>;

/** The files of the folder a step names, beside the template or elsewhere. */
export async function fetchFolder(asking: Asking): Promise<ReadonlyMap<string, WorkspaceFile>> {
  return await read(asking, 'folder');
}

/** The one file a step names. */
export async function fetchFile(asking: Asking): Promise<WorkspaceFile> {
  const files = [...(await read(asking, 'file')).values()];
  const [file] = files;
  if (file && files.length === 1) return file;
  throw new UserError(
    `${asking.input.url} is not a file.`,
    'Name one file, or use the action for folders.',
  );
}

async function read({ input, template, outside, signal }: Asking, of: 'folder' | 'file') {
  const address = addressOf(input.url, { location: template.location, of });
  return await outside.readFiles(address, { signal });
}
