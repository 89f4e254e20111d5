import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

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

  it('leaves code uncoloured that is too long to be read', () => {
    expect(highlight('a\n'.repeat(20_000), 'bash')).toBeNull();
    expect(highlight(`x\n${'a'.repeat(1_001)}`, 'bash')).toBeNull();
  });
});
