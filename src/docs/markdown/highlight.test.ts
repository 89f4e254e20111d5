import { describe, expect, it, vi } from 'vitest';
import { highlight } from './highlight.ts';
import { renderPage } from './render.ts';

describe('highlight', () => {
  it('colours code and escapes what it is made of', () => {
    const html = highlight('const a = "<script>";', 'ts');
    expect(html).toContain('<span class="hljs-keyword">const</span>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  });

  it.each(['YAML', 'py3', 'console', 'jinja2', 'tf', 'jsonc', 'dotenv', 'docker', 'c++', 'c#'])(
    'knows %s',
    (language) => expect(highlight('x: 1', language)).not.toBeNull(),
  );

  it.each(['', 'nope', '__proto__', 'constructor'])('does not know "%s"', (language) =>
    expect(highlight('x', language)).toBeNull(),
  );

  it('reads the blocks of Terraform', () => {
    const html = highlight('resource "aws_s3_bucket" "b" {\n  name = "${var.x}-y"\n}', 'hcl');
    expect(html).toContain('<span class="hljs-keyword">resource</span>');
    expect(html).toContain('<span class="hljs-subst">${var.x}</span>');
    expect(html).toContain('<span class="hljs-attr">  name</span>');
  });

  it('reads what stands within code as what it is most likely', () => {
    const answer = highlight('HTTP/1.1 200 OK\nContent-Type: x\n\n{"a": true}', 'http');
    expect(answer).toContain('<span class="hljs-attr">&quot;a&quot;</span>');
    const body = highlight("DO $$ BEGIN SELECT 'x'; END $$;", 'pgsql');
    expect(body).toContain('<span class="hljs-keyword">SELECT</span> <span');
  });

  it('colours as much of a page however long it takes, and the rest not', () => {
    const page = Array.from({ length: 9 }, () => `\`\`\`js\n${'let a;\n'.repeat(500)}\`\`\``);
    const draw = () =>
      renderPage(
        page.join('\n\n'),
        { file: 'a.md', snippetFolders: [], include: () => null },
        () => null,
      ).html;
    const quick = draw();
    let clock = 0;
    const slow = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 10_000));
    const again = draw();
    slow.mockRestore();
    expect(again).toBe(quick);
    expect(quick.match(/class="hljs /g)).toHaveLength(7);
    expect(quick.match(/class="language-js"/g)).toHaveLength(2);
  });

  it('leaves code uncoloured that is too long to be read', () => {
    expect(highlight('a\n'.repeat(20_000), 'bash')).toBeNull();
    expect(highlight('${'.repeat(400), 'bash')).toBeNull();
    expect(highlight(`x\n${'a'.repeat(1_001)}`, 'bash')).toBeNull();
  });
});
