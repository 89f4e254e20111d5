import { labelOf } from '../../catalog/labels.ts';
import { parseRef } from '../../catalog/ref.ts';
import { docAddress } from '../../docs/address.ts';
import { wordsIn } from '../../docs/search/analyse.ts';
import type { Answer } from '../answer.ts';
import { readableSites } from '../docs/readable.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';

/** Docs by what they are called themselves: "the engineering handbook". */
export const docsSite: Intention = {
  intent: 'docs.find',
  examples: ['where is the engineering handbook'],
  patterns: [
    '(where is|where are|wheres|where can i find|where do i find|where do we keep|link to|open) [the|our] {rest}',
  ],
  shape: /\b(?:handbook|docs|documentation|guide|manual|wiki|playbook)s?\b/i,
  bare: 'nothing',
  isExact: true,
  isNameOptional: true,
  answer,
};

async function answer({ slots, room }: Case): Promise<Answer | null> {
  const asked = stemsOf(slots['rest'] ?? '');
  if (asked === '') return null;
  const sites = await readableSites(room);
  const [site, ...others] = sites.filter(({ ref, title }) =>
    [title, parseRef(ref).name, room.view.get(ref)?.title ?? ''].some(
      (name) => stemsOf(name) === asked,
    ),
  );
  if (!site || others.length > 0) return null;
  const address = docAddress(site.ref, '');
  const detail = site.repository ?? labelOf(room.view, site.ref);
  return reply({
    kind: 'answer',
    intent: 'docs.find',
    refs: [site.ref],
    text: `${site.title} (${detail}): ${address}`,
    view: {
      kind: 'pages',
      title: site.title,
      pages: [
        { title: site.title, ref: site.ref, address, source: site.url, detail, question: '' },
      ],
      total: 1,
    },
    facts: [
      {
        name: 'docs',
        value: address,
        source: site.source,
        observedAt: site.readAt.toISOString(),
      },
    ],
  });
}

function stemsOf(text: string): string {
  return wordsIn(text)
    .map(({ stem }) => stem)
    .join(' ');
}
