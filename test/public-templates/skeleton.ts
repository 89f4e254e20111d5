import type { ReadFiles } from '../../src/scaffolder/outside.ts';
import type { WorkspaceFile } from '../../src/scaffolder/workspace/workspace.ts';

/** What stands at every address that a template names: nobody here has its skeleton. */
export const readStandIn: ReadFiles = async (address) => {
  const name = decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '');
  // What ends like a file is one.
  return /\.[a-z]{2,5}$/i.test(name)
    ? new Map([[name, text(`# \${{ values | dump }}\n`)]])
    : SKELETON;
};

const SKELETON: ReadonlyMap<string, WorkspaceFile> & Map<string, WorkspaceFile> = new Map([
  [
    'README.md',
    text(
      '# ${{ values.name or values.component_id }}\n\n{% if values.owner %}Kept by ${{ values.owner }}.{% endif %}\n',
    ),
  ],
  [
    'src/${{ values.name or "main" }}.txt',
    text('{%- for key in ["a", "b"] %}${{ key | upper }}\n{% endfor %}'),
  ],
  [
    'logo.png',
    {
      bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff]),
      isExecutable: false,
    },
  ],
  ['run.sh', { ...text('#!/bin/sh\necho "$1"\n'), isExecutable: true }],
  [
    'catalog-info.yaml',
    text(
      [
        'apiVersion: backstage.io/v1alpha1',
        'kind: Component',
        'metadata:',
        '  name: stand-in',
        'spec: { type: service, lifecycle: experimental, owner: guests }',
        '',
      ].join('\n'),
    ),
  ],
]);

function text(content: string): WorkspaceFile {
  return { bytes: Buffer.from(content), isExecutable: false };
}
