import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootFolder } from '../../root.ts';
import type { PageEnvironment, ResolveLink } from '../page.ts';
import { parsePage } from './parse.ts';
import { renderPage } from './render.ts';

// Documents that want to run, load, redirect or pretend. Each is a file of fixtures/docs/hostile; test/browser/hostile-docs.test.ts opens the same in Chromium.

const FOLDER = join(rootFolder(), 'fixtures', 'docs', 'hostile');
const DOCUMENTS = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const env = (name: string): PageEnvironment => ({
  file: `docs/${name}`,
  snippetFolders: ['.', 'docs'],
  include(path) {
    if (path.startsWith('/') || path.split('/').includes('..'))
      throw new Error(`${path} was asked`);
    return DOCUMENTS.includes(basename(path)) ? read(basename(path)) : null;
  },
});
/** Leads everywhere, so that what is dangerous is left to the sanitiser. */
const anywhere: ResolveLink = (href) => ({ href, isOutside: /^[a-z]+:|^[\\/]{2}/i.test(href) });

/** A tag as the sanitiser writes it. A `<` that begins none of these would be markup of the document's own. */
const TAG = /<\/?([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)(?: \/)?>/g;
const MAY_STAND = new Set(
  'a abbr b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr math mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover merror menclose'.split(
    ' ',
  ),
);
const MAY_SAY =
  /^(?:id|class|title|lang|dir|role|aria-[a-z]+|data-line|href|rel|src|alt|width|height|loading|type|name|checked|disabled|for|open|start|value|colspan|rowspan|align|scope|tabindex|datetime|display|stretchy|fence|form|lspace|rspace|mathvariant|movablelimits|scriptlevel|displaystyle|separator|accent|linethickness|minsize|maxsize|columnalign|columnspacing|rowspacing)$/;

function problemsOf(html: string): string[] {
  const problems: string[] = [];
  for (const [tag, name = '', attributes = ''] of html.matchAll(TAG)) {
    if (!MAY_STAND.has(name)) problems.push(tag);
    for (const [, key = '', value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      if (!MAY_SAY.test(key)) problems.push(tag);
      if (key === 'href' && !/^(?:https?:|mailto:|tel:|[^:]*$|[#?./])/i.test(value))
        problems.push(tag);
      if (key === 'src' && /^\s*(?:[a-z]+:|[\\/]\s*[\\/])/i.test(value)) problems.push(tag);
    }
    if (name === 'input' && !/ type="(?:checkbox"[^>]* disabled|radio" name="tabs-)/.test(tag))
      problems.push(tag);
  }
  const rest = html.replaceAll(TAG, '');
  if (rest.includes('<')) problems.push(rest.slice(rest.indexOf('<')).slice(0, 80));
  return problems;
}

describe.each(DOCUMENTS)('%s', (name) => {
  const { html, headings } = renderPage(read(name), env(name), anywhere);

  it('has nothing in its page that runs, loads or asks', () => {
    expect(problemsOf(html)).toEqual([]);
  });

  it('takes no place or look of the page around it', () => {
    const classes = [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, all = '']) =>
      all.split(' '),
    );
    expect(classes).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(?:top|notice|skip|brand|find|copy|doc|docs|doc-.*|docs-.*)$/),
      ]),
    );
    expect([...html.matchAll(/ (?:id|name)="(?:main|cb-[^"]*)"/g)]).toEqual([]);
    expect(html).not.toMatch(/ data-(?!line=)/);
  });

  it('keeps its words', () => {
    expect(html).toMatch(/<h1/);
    expect(headings.length).toBeGreaterThan(0);
    const last = /^(?:Last words|Words after).*$/m.exec(read(name))?.[0];
    if (last) expect(html).toContain(last);
  });

  it('is read without asking for files outside of the repository', () => {
    expect(() => parsePage(read(name), env(name))).not.toThrow();
  });
});

describe('a page that takes longer than anybody waits', () => {
  const page = (text: string) => renderPage(`# Long\n\n${text}`, env('long.md'), anywhere);

  it.each([
    [
      'is ten megabytes of a table',
      `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(1_700_000)}`,
      /too long to be laid out: it has 1\d,\d{3},\d{3} characters/,
    ],
    ['has a thousand footnotes', 'a[^1]\n\n[^1]: b\n\n'.repeat(1_000), /too many footnotes/],
    ['has a row of a thousand cells', '|a'.repeat(1_000), /too many columns/],
    ['opens blocks that never end', '/// note\n'.repeat(1_000), /too many blocks/],
  ])('%s, and is shown as plain text with a sentence', (_, text, sentence) => {
    const { html, headings } = page(text);
    expect(html).toMatch(sentence);
    expect(html).toContain(text.slice(0, 30).split('\n')[0]);
    expect(html.length).toBeLessThan(300_000);
    expect(headings).toEqual([{ level: 1, text: 'Long', id: 'long' }]);
  });

  it('includes a large file again and again, and takes no more than fits', () => {
    let asked = 0;
    const include = () => {
      asked += 1;
      return 'x'.repeat(100_000);
    };
    renderPage(
      '--8<-- "big.txt"\n'.repeat(5_000),
      { file: 'docs/a.md', snippetFolders: ['.'], include },
      anywhere,
    );
    expect(asked).toBeLessThanOrEqual(300);
  });

  it('has deep nesting, and is shown as deep as people can see', () => {
    const { html } = page(`${'<div>'.repeat(20_000)}deep\n\n${'> '.repeat(20_000)}quoted`);
    expect(html).toContain('deep');
    expect(html.match(/<div>/g)?.length).toBeLessThanOrEqual(100);
  });

  it('holds a picture in its address, and is laid out without it', () => {
    const { html } = page(`![Chart](data:image/png;base64,${'A'.repeat(500_000)})\n\n**Words**`);
    expect(html).toContain('Chart');
    expect(html).toContain('<strong>Words</strong>');
  });
});
