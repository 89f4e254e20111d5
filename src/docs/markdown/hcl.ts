import type { LanguageFn } from './highlight-js.d.ts';

/** Terraform and its kin, which highlight.js leaves to others. */
export const hcl: LanguageFn = () => {
  const interpolation = { scope: 'subst', begin: /[$%]\{/, end: /\}/ };
  return {
    name: 'HCL',
    aliases: ['terraform', 'tf', 'tfvars', 'opentofu'],
    keywords: {
      keyword:
        'resource data variable output module provider terraform locals import moved removed check for in if else endif endfor dynamic',
      literal: 'true false null',
      type: 'string number bool list map set object tuple any',
    },
    contains: [
      { scope: 'comment', begin: /(?:#|\/\/)/, end: /$/ },
      { scope: 'comment', begin: /\/\*/, end: /\*\// },
      { scope: 'string', begin: /"/, end: /"/, contains: [{ begin: /\\./ }, interpolation] },
      { scope: 'string', begin: /<<[-~]?(\w{1,100})$/, end: /^\s*\w{1,100}$/ },
      { scope: 'attr', begin: /^\s{0,200}[A-Za-z_][\w-]{0,100}(?=\s{0,50}=(?!=))/ },
      { scope: 'title.function', begin: /\b[a-z_]\w{0,50}(?=\()/ },
      { scope: 'number', begin: /\b\d+(?:\.\d+)?\b/ },
    ],
  };
};
