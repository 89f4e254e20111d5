import { expect, it } from 'vitest';
import type { Field, Form } from './form.ts';
import { prefill } from './prefill.ts';

const FIELD: Omit<Field, 'path' | 'title' | 'input'> = {
  help: null,
  placeholder: null,
  isRequired: false,
  isReadOnly: false,
  isHidden: false,
  isControlling: false,
  default: undefined,
  notInModal: null,
};
const TEXT = {
  kind: 'text',
  isLong: false,
  minLength: null,
  maxLength: null,
  format: null,
  examples: [],
} as const;
const TEAM = {
  kind: 'entity',
  isMany: false,
  filter: [{ kind: ['Group'] }],
  among: 'all',
  defaultKind: 'Group',
  defaultNamespace: 'default',
  isAnythingAllowed: true,
  maxItems: null,
} as const;

function form(...fields: Pick<Field, 'path' | 'title' | 'input'>[]): Form {
  return {
    pages: [
      { title: null, description: null, fields: fields.map((one) => ({ ...FIELD, ...one })) },
    ],
  };
}

const SAID = {
  name: 'refund-listener',
  owner: 'group:default/payments',
  more: 'on topic refunds.v1 with port 8080 and tier two',
};

it('fills in the name, the owner and what else was named', () => {
  const asked = form(
    { path: ['name'], title: 'Name', input: { kind: 'entity-name' } },
    { path: ['owner'], title: 'Owner', input: TEAM },
    { path: ['topic'], title: 'Kafka topic', input: TEXT },
    {
      path: ['net', 'port'],
      title: 'Port',
      input: { kind: 'number', isWhole: true, minimum: null, maximum: null },
    },
    {
      path: ['tier'],
      title: 'Tier',
      input: {
        kind: 'choice',
        look: 'select',
        options: [
          { value: 1, label: 'One' },
          { value: 2, label: 'Two' },
        ],
      },
    },
  );
  expect(prefill(asked, SAID)).toEqual({
    name: 'refund-listener',
    owner: 'group:default/payments',
    topic: 'refunds.v1',
    net: { port: 8080 },
    tier: 2,
  });
});

it('reads a bare name as the kind of thing that is asked for', () => {
  const input = { ...TEAM, filter: [{ kind: ['API'] }], defaultKind: null };
  const asked = form({ path: ['topic'], title: 'Topic', input });
  expect(prefill(asked, SAID)).toEqual({ topic: 'api:default/refunds.v1' });
  const any = form({ path: ['topic'], title: 'Topic', input: { ...input, filter: [] } });
  expect(prefill(any, SAID)).toEqual({});
});

it('knows a name by what templates call it, and leaves out what is not asked for', () => {
  const asked = form(
    { path: ['component_id'], title: 'Component', input: TEXT },
    { path: ['why'], title: 'Why', input: TEXT },
  );
  expect(prefill(asked, SAID)).toEqual({ component_id: 'refund-listener' });
  expect(prefill(form(), SAID)).toEqual({});
});
