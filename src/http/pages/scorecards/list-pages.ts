import type { Hono } from 'hono';
import type { Html } from '../../../html.ts';
import { exemptionsWhere } from '../../../scorecards/desk/exemption-store.ts';
import { progressOf } from '../../../scorecards/initiatives/progress.ts';
import { logWhere } from '../../../scorecards/nudges/store.ts';
import { sorry } from '../frame.ts';
import { drawExemptions } from './exemptions.ts';
import { drawInitiative, drawInitiatives } from './initiatives.ts';
import { drawNudges, LOG_LINES } from './nudges.ts';
import type { ScorecardPagesParts } from './parts.ts';

/** What lies beside the scorecards themselves: initiatives, exemptions, and who was told. */
export function listPages(
  app: Hono,
  {
    db,
    index,
    standards,
    now,
    whole,
  }: ScorecardPagesParts & { whole: (title: string, main: Html) => Html },
): void {
  app.get('/initiatives', async (c) => {
    const initiatives = await standards.initiatives();
    const progress = await Promise.all(initiatives.map((one) => progressOf(db, one, now())));
    const view = await index.current();
    return c.html(whole('Initiatives', drawInitiatives({ view, progress })));
  });

  app.get('/initiatives/:name', async (c) => {
    const name = c.req.param('name');
    const initiative = (await standards.initiatives()).find((one) => one.name === name);
    if (!initiative) {
      const words = sorry(
        'There is no such initiative',
        'All of them are listed under Initiatives.',
      );
      return c.html(whole('Nothing here', words), 404);
    }
    const progress = await progressOf(db, initiative, now());
    return c.html(whole(initiative.title, drawInitiative(progress, await index.current())));
  });

  app.get('/exemptions', async (c) => {
    const [view, scorecards, exemptions] = await Promise.all([
      index.current(),
      standards.scorecards(),
      exemptionsWhere(db),
    ]);
    const main = drawExemptions({ view, now: now(), scorecards, exemptions });
    return c.html(whole('Exemptions', main));
  });

  app.get('/nudges', async (c) => {
    const ref = c.req.query('ref')?.toLowerCase() || null;
    const recipient = c.req.query('recipient')?.toLowerCase() || null;
    const filter = { ...(ref && { ref }), ...(recipient && { recipient }), limit: LOG_LINES };
    const [view, scorecards, lines] = await Promise.all([
      index.current(),
      standards.scorecards(),
      logWhere(db, filter),
    ]);
    const main = drawNudges({ view, now: now(), scorecards, lines, ref, recipient });
    return c.html(whole('Who was told', main));
  });
}
