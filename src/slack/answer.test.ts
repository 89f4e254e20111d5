import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Answer, Card } from '../questions/answer.ts';
import type { RunReport } from '../scaffolder/runs/run.ts';
import { contentOf, drawAnswer } from './answer.ts';

const DRAWING = { now: new Date('2026-06-15T12:00:00Z'), pageOf: () => null };

const LEDGER: Card = {
  ref: 'component:default/ledger',
  kind: 'service',
  title: 'ledger',
  description: 'Double-entry bookkeeping.\nThe source of truth for balances.',
  url: 'https://github.com/marlinpay/ledger',
  fields: [
    { name: 'Lifecycle', text: 'production' },
    { name: 'Owner', text: 'Ledger & Settlement', channel: '#team-ledger' },
    { name: 'Tier', text: '1' },
    { name: 'System', text: 'bookkeeping' },
  ],
  links: [
    { label: 'Repository', url: 'https://github.com/marlinpay/ledger' },
    { label: 'Runbook', url: 'https://docs.example/runbook' },
    { label: 'Dashboard', url: 'https://grafana.example/d/1' },
    { label: 'Trap', url: 'javascript:alert(1)' },
  ],
  upstream: 2,
  downstream: 7,
  warnings: [],
};

const FAILED_RUN: RunReport = {
  id: 'run-1',
  template: { ref: 'template:default/x', title: 'X' },
  state: 'failed',
  by: null,
  subject: { name: null, owner: null },
  values: {},
  approval: null,
  steps: [],
  links: [],
  texts: [],
  output: {},
  error: null,
  created: [],
  removed: [],
  createdAt: DRAWING.now,
  startedAt: null,
  endedAt: null,
};

function answer(over: Partial<Answer>): Answer {
  return {
    kind: 'answer',
    intent: 'service.card',
    subjects: ['component:default/ledger'],
    refs: [],
    text: 'ledger is owned by Ledger & Settlement.',
    view: { kind: 'text' },
    facts: [],
    candidates: [],
    ...over,
  };
}

function draw(over: Partial<Answer>): KnownBlock[] {
  return drawAnswer(answer(over), DRAWING);
}

function texts(blocks: KnownBlock[]): string[] {
  return blocks.flatMap((block) => ('text' in block && block.text ? [textOf(block.text)] : []));
}

function textOf(text: string | { text: string }): string {
  return typeof text === 'string' ? text : text.text;
}

type Drawn = { type: string; text?: { text: string }; value?: string; url?: string };

function elements(blocks: KnownBlock[]): Drawn[] {
  return blocks.flatMap((block) =>
    block.type === 'actions' ? (block.elements as unknown as Drawn[]) : [],
  );
}

describe('a service card', () => {
  const facts = [
    { name: 'owner', value: 'x', source: 'catalog-info.yaml', observedAt: '2026-06-15T09:00:00Z' },
    { name: 'tier', value: '1', source: 'catalog-info.yaml', observedAt: '2026-06-14T09:00:00Z' },
    {
      name: 'codeowners',
      value: 'x',
      source: 'CODEOWNERS',
      url: 'https://github.com/marlinpay/ledger/blob/main/CODEOWNERS',
      observedAt: '2026-06-13T12:00:00Z',
    },
  ];
  const blocks = draw({ view: { kind: 'card', cards: [LEDGER] }, facts });

  it('names the thing and its owner first, each on one line', () => {
    expect(texts(blocks)[0]?.split('\n')).toEqual([
      '*<https://github.com/marlinpay/ledger|ledger>*  ·  service',
      'Owned by *Ledger &amp; Settlement*  ·  #team-ledger',
      'Double-entry bookkeeping. The source of truth for balances.',
    ]);
  });

  it('has four buttons and a menu at most, and no link that leads astray', () => {
    const drawn = elements(blocks);
    expect(drawn.map(({ type, text }) => text?.text ?? type)).toEqual([
      'Depends on (2)',
      'Used by (7)',
      'Repository',
      'Runbook',
      'overflow',
    ]);
    expect(JSON.stringify(drawn)).not.toContain('javascript');
  });

  it('ends with one line of sources, each with its newest age', () => {
    expect(blocks.at(-1)).toEqual({
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: 'catalog-info.yaml 3 h ago · <https://github.com/marlinpay/ledger/blob/main/CODEOWNERS|CODEOWNERS> 2 d ago',
          verbatim: true,
        },
      ],
    });
  });

  it('keeps its height whatever is missing or long', () => {
    const long = { ...LEDGER, description: 'x '.repeat(2000), title: 'y'.repeat(400) };
    const tall = draw({ view: { kind: 'card', cards: [long] }, facts });
    expect(tall.map(({ type }) => type)).toEqual(blocks.map(({ type }) => type));
    expect(texts(tall)[0]?.split('\n')).toHaveLength(3);
  });

  it('shows what a reader must not miss', () => {
    const warnings = ['CODEOWNERS says Risk <!channel>', 'b', 'c'];
    const warned = draw({ view: { kind: 'card', cards: [{ ...LEDGER, warnings }] } });
    expect(texts(warned)[1]).toBe(
      ':warning: CODEOWNERS says Risk &lt;!channel&gt;\n:warning: b\n… and 1 more',
    );
  });

  it('asks what a team owns', () => {
    const team = { ...LEDGER, ref: 'group:default/ledger', upstream: 0, downstream: 0, links: [] };
    expect(elements(draw({ view: { kind: 'card', cards: [team] } }))).toMatchObject([
      {
        text: { text: 'What they own' },
        value: '{"question":"what does group:default/ledger own"}',
      },
    ]);
  });
});

describe('a list', () => {
  const items = Array.from({ length: 32 }, (_, index) => ({
    ref: `component:default/s${index}`,
    label: `s${index}`,
    detail: index === 0 ? 'owned by <Risk>' : null,
  }));
  const view = { kind: 'list' as const, title: 'Used by ledger', items, total: 40 };

  it('is cut, says how much is left and links to it', () => {
    const pageOf = () => 'https://callboard.example/catalog/default/component/ledger';
    const lines = texts(drawAnswer(answer({ view }), { ...DRAWING, pageOf }));
    expect(lines[0]).toContain('*Used by ledger*\n•  *s0* — owned by &lt;Risk&gt;\n•  *s1*');
    expect(lines[0]?.split('\n')).toHaveLength(21);
    expect(lines[1]).toBe(
      '… and <https://callboard.example/catalog/default/component/ledger|20 more>',
    );
  });

  it('leads on to each entity, those it has no line for too', () => {
    const [select] = elements(draw({ view }));
    expect(select).toMatchObject({ type: 'static_select' });
    expect((select as unknown as { options: unknown[] }).options).toHaveLength(32);
  });

  it('says beside it what the lines do not tell', () => {
    const lines = texts(draw({ view: { ...view, note: 'Teams to tell: Risk.' } }));
    expect(lines[0]).toBe('Teams to tell: Risk.');
  });

  it('of nothing is the sentence', () => {
    const nothing = { text: 'Nothing depends on it.', view: { ...view, items: [], total: 0 } };
    expect(texts(draw(nothing))).toEqual(['Nothing depends on it.']);
  });
});

describe('sources of many things', () => {
  it('are counted, not linked to one of them, and as old as the oldest', () => {
    const facts = ['a', 'b'].map((one, at) => ({
      name: 'owns',
      value: one,
      source: 'catalog-info.yaml',
      url: `https://github.com/marlinpay/${one}/catalog-info.yaml`,
      observedAt: `2026-06-15T0${at + 8}:00:00Z`,
    }));
    const drawn = draw({ facts });
    expect(JSON.stringify(drawn.at(-1))).toContain('"2 × catalog-info.yaml 4 h ago"');
  });
});

describe('an address in a sentence', () => {
  it('is a link where a fact states it, and words where anybody else does', () => {
    const url = 'https://runbooks.example/ledger?a=1&b=2';
    const facts = [{ name: 'runbook', value: url, source: 'catalog-info.yaml' }];
    const text = `ledger: runbook ${url}. Not <https://evil.example|this>.`;
    expect(texts(draw({ text, facts }))[0]).toBe(
      'ledger: runbook <https://runbooks.example/ledger?a=1&amp;b=2|https://runbooks.example/ledger?a=1&amp;b=2>. Not &lt;https://evil.example|this&gt;.',
    );
  });
});

describe('a question back', () => {
  it('offers what could be meant as buttons that ask again', () => {
    const options = [
      { ref: 'component:default/a', label: 'a', detail: 'service', question: 'who owns a' },
      { ref: 'component:default/b', label: 'b', detail: null, question: 'who owns b' },
    ];
    const drawn = elements(draw({ kind: 'choose', view: { kind: 'choice', options } }));
    expect(drawn).toMatchObject([
      { text: { text: 'a' }, value: '{"question":"who owns a"}' },
      { text: { text: 'b' }, value: '{"question":"who owns b"}' },
    ]);
  });

  it('offers the nearest names where a thing is unknown', () => {
    const drawn = elements(draw({ kind: 'unknown', candidates: ['component:default/ledger'] }));
    expect(drawn).toMatchObject([
      { text: { text: 'ledger' }, value: '{"question":"component:default/ledger"}' },
    ]);
  });

  it('offers three things to try', () => {
    const examples = ['a', 'b', 'c', 'd'].map((question) => ({
      question,
      about: `about ${question}`,
    }));
    const drawn = elements(draw({ intent: 'help', view: { kind: 'help', examples } }));
    expect(drawn.map(({ text }) => text?.text)).toEqual(['a', 'b', 'c']);
  });
});

it('offers to correct what is stated, and not a run', () => {
  const facts = [{ name: 'template run', value: 'failed', source: 'template runs' }];
  const drawing = { ...DRAWING, canFix: true };
  const said = (view: Answer['view']) =>
    JSON.stringify(drawAnswer(answer({ intent: 'scaffold.status', facts, view }), drawing));
  expect(said({ kind: 'text' })).toContain('Wrong? Fix it');
  expect(said({ kind: 'run', report: FAILED_RUN })).not.toContain('Wrong? Fix it');
});

describe('any answer', () => {
  it('cannot ping with its text, in the notification or the message', () => {
    const content = contentOf(answer({ text: 'owned by <!channel> & <@U1>' }), DRAWING);
    expect(content.text).toBe('owned by &lt;!channel&gt; &amp; &lt;@U1&gt;');
    expect(JSON.stringify(content.blocks)).not.toMatch(/<[!@]/);
  });

  it('says its sentence above a card that does not say it', () => {
    const blocks = draw({ intent: 'deps.up', view: { kind: 'card', cards: [LEDGER] } });
    expect(texts(blocks)[0]).toBe('ledger is owned by Ledger &amp; Settlement.');
  });

  it('is nothing when it is silent', () => {
    expect(draw({ kind: 'silent' })).toEqual([]);
  });
});
