import { createSandbox } from '../../src/scaffolder/expressions/sandbox.ts';
import { memoryWorkspace } from '../../src/scaffolder/workspace/memory.ts';
import { packWorkspace } from '../../src/scaffolder/workspace/pack.ts';
import { fillSkeleton } from '../../src/scaffolder/workspace/skeleton.ts';
import type { WorkspaceFile } from '../../src/scaffolder/workspace/workspace.ts';
import { print, timed } from './measure.ts';

const FILES = 60;

/** A skeleton of the usual size: 60 files of 60 lines with ten expressions and a loop, under names with one. */
export async function renderSkeleton(): Promise<void> {
  const files = skeleton();
  const options = { values: { name: 'ledger', owner: 'books', ports: [80, 443], isPublic: true } };
  const fill = async (renderer: ReturnType<typeof createSandbox>) => {
    const workspace = memoryWorkspace();
    await fillSkeleton({ files, options, workspace, targetPath: '', renderer });
    return workspace;
  };

  // What the first run after a start waits for: the process that renders, too.
  const cold = await timed(Array.from({ length: 10 }), async () => {
    const renderer = createSandbox();
    await fill(renderer);
    renderer.close();
  });
  print({ bench: 'scaffolder.render-skeleton-cold', n: FILES, ...cold });
  const renderer = createSandbox();
  const workspace = await fill(renderer);
  const warm = await timed(Array.from({ length: 50 }), () => fill(renderer));
  print({ bench: 'scaffolder.render-skeleton', n: FILES, ...warm });
  const packing = await timed(Array.from({ length: 50 }), async () => packWorkspace(workspace));
  print({ bench: 'scaffolder.pack-workspace', n: FILES, ...packing });
  renderer.close();
}

function skeleton(): Map<string, WorkspaceFile> {
  const plain = Array.from({ length: 5 }, () => 'a line as it is, as most lines of most files are');
  const lines = Array.from({ length: 10 }, (_, part) => [
    `part ${part} of \${{ values.name }}${part % 5 === 0 ? ', by ${{ values.owner | upper }}' : ''}`,
    ...plain,
  ]);
  const loop =
    '{% for port in values.ports %}${{ port }} {% endfor %}{% if values.isPublic %}public{% endif %}';
  const bytes = Buffer.from([...lines.flat(), loop].join('\n'));
  return new Map(
    Array.from({ length: FILES }, (_, index) => [
      `src/\${{ values.name }}/part${index}/file.ts`,
      { bytes, isExecutable: false },
    ]),
  );
}
