import type { Template } from '../../../scaffolder/template.ts';
import { GO_SERVICE } from '../../scaffolder/test-scaffolder.ts';

/** Two teams, one of which would like to be more than text. */
export const TEAMS = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform, title: Platform }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: books, title: <b>Books</b> }
spec: { type: team, children: [] }
`;

/** A template whose form has pages, a field that brings another, pickers and a secret. */
export const WIDE: Template = {
  ...GO_SERVICE,
  pages: [
    {
      title: 'About it',
      required: ['name', 'owner'],
      properties: {
        name: { type: 'string', title: 'Name', 'ui:field': 'EntityNamePicker' },
        owner: { type: 'string', title: 'Owner', 'ui:field': 'OwnerPicker' },
        database: { type: 'boolean', title: 'Database', default: false },
        region: { type: 'string', title: 'Region', default: 'eu' },
      },
      dependencies: {
        database: {
          oneOf: [
            { properties: { database: { const: false } } },
            {
              properties: {
                database: { const: true },
                engine: { type: 'string', title: 'Engine', enum: ['postgres', 'mysql'] },
              },
              required: ['engine'],
            },
          ],
        },
      },
    },
    {
      title: 'Where',
      required: ['repoUrl', 'token'],
      properties: {
        repoUrl: { type: 'string', title: 'Repository', 'ui:field': 'RepoUrlPicker' },
        labels: { type: 'object', title: 'Labels' },
        token: { type: 'string', title: 'Token', 'ui:field': 'Secret' },
      },
    },
  ],
};
