import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { LARGEST_RUN, memoryWorkspace } from './memory.ts';
import type { Workspace, WorkspaceFile } from './workspace.ts';

const Entry = z.tuple([z.string(), z.number(), z.boolean(), z.string().nullable()]);
const Entries = z.array(Entry);

/** A workspace as a text for its row: where each file stands, then all their bytes, compressed. */
export function packWorkspace(workspace: Workspace): string {
  const files = workspace.paths().flatMap((path) => {
    const file = workspace.read(path);
    return file ? [{ path, file }] : [];
  });
  const entries = files.map(({ path, file }): z.infer<typeof Entry> => {
    return [path, file.bytes.length, file.isExecutable, file.link ?? null];
  });
  const head = Buffer.from(JSON.stringify(entries));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const whole = Buffer.concat([length, head, ...files.map(({ file }) => file.bytes)]);
  return deflateRawSync(whole).toString('base64');
}

export function unpackWorkspace(packed: string): Workspace {
  if (packed === '') return memoryWorkspace();
  // Larger than any run is, with its names.
  const maxOutputLength = LARGEST_RUN * 2;
  const whole = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength });
  const head = whole.readUInt32BE(0);
  const entries = Entries.parse(JSON.parse(whole.subarray(4, 4 + head).toString()));
  let at = 4 + head;
  return memoryWorkspace(
    entries.map(([path, size, isExecutable, link]): [string, WorkspaceFile] => {
      const bytes = whole.subarray(at, at + size);
      at += size;
      return [path, { bytes, isExecutable, ...(link !== null && { link }) }];
    }),
  );
}
