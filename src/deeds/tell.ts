import { enumerate, labelOf } from '../catalog/labels.ts';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import type { DeedOf, Doing } from './doing.ts';
import { listed } from './page.ts';
import type { Announcement, Reach, Reached } from './reach.ts';

const HALF_AN_HOUR_MS = 30 * 60_000;
const THINGS_NAMED = 6;

type Listener = DeedOf<'tell'>['to'][number];

/** Tells the owners of what depends on something, each once, in the name of whoever presses. */
export function tellDeed({ index, reach }: { index: CatalogIndex; reach: Reach }): Doing<'tell'> {
  return {
    // What is said of an incident is old news soon.
    lifeMs: HALF_AN_HOUR_MS,
    target: ({ about }) => about,
    // As with paging: whoever is known may warn those who are affected.
    refusal: async () => null,
    words: {
      label: 'What should they read?',
      isLong: true,
      detail: 'Text',
      read: ({ text }) => text,
      write: (deed, words) => ({ ...deed, text: words }),
    },
    async carryOut({ about, text, to }, { by, key }) {
      const view = await index.current();
      const said = (listener: Listener): Announcement => ({
        headline: headlineFor(view, about, listener),
        text,
        by: by.slackId,
      });
      const told = await Promise.all(
        to.map(async (listener) => {
          const { place } = listener;
          const send = place.startsWith('user:') ? reach.person : reach.channel;
          const reached = await send(place, said(listener), `tell:${key}:${place}`);
          return { whom: place.startsWith('user:') ? labelOf(view, place) : place, reached };
        }),
      );
      return outcomeOf(told);
    },
  };
}

/** "About ledger: payments-api and refunds-service of Payments Platform depend on it." */
function headlineFor(view: CatalogView, about: string, { owners, things }: Listener): string {
  const names = enumerate(
    things.map((ref) => labelOf(view, ref)),
    THINGS_NAMED,
  );
  const whose = enumerate(owners.map((ref) => labelOf(view, ref)));
  const depend = things.length === 1 ? 'depends' : 'depend';
  return `About ${labelOf(view, about)}: ${names} of ${whose} ${depend} on it.`;
}

/** Done when everybody was told; else what is missing can be tried again, and nobody hears it twice. */
function outcomeOf(told: readonly { whom: string; reached: Reached }[]) {
  const reached = told.filter((one) => one.reached.kind === 'reached').map(({ whom }) => whom);
  const missed = told.flatMap(({ whom, reached: one }) =>
    one.kind === 'unreachable' ? [`I could not reach ${whom}: ${one.reason}.`] : [],
  );
  const sent = reached.length > 0 ? `Told ${listed(reached)}.` : 'Nobody was told.';
  if (missed.length === 0) return { kind: 'done' as const, text: sent };
  return { kind: 'failed' as const, text: [sent, ...missed].join(' ') };
}
