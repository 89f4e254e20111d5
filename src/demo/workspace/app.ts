import { type Context, Hono } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { ZodError } from 'zod';
import { describeError, UserError } from '../../errors.ts';
import { html } from '../../html.ts';
import type { Channel, Workspace } from '../slack/model.ts';
import type { TimeTravel } from '../time-travel.ts';
import { actionRoutes } from './actions.ts';
import { clockRoutes, drawClock } from './clock.ts';
import { eventRoutes } from './events.ts';
import { drawChannel } from './pages/channel.ts';
import { drawInspection } from './pages/inspect.ts';
import { drawModal } from './pages/modal.ts';
import { type Command, type Directory, drawPage } from './pages/page.ts';
import { drawJump, drawSwitcher } from './pages/palette.ts';
import { drawSidebar } from './pages/sidebar.ts';
import { drawThread } from './pages/thread.ts';
import { canSee, createReads } from './reading.ts';
import { Looking } from './requests.ts';
import { type Scene, sceneFor } from './scene.ts';
import { readStaticFiles } from './static-files.ts';

export type WorkspaceOptions = {
  slack: Workspace;
  now: () => Date;
  title: string;
  /** The slash commands the app registered, offered while a person types. */
  commands?: readonly Command[];
  /** Who a visitor is before they choose; the first person of the workspace when left out. */
  visitor?: string;
  /** Moves the time, where that can be done. */
  travel?: TimeTravel;
  /** Other pages of the same process. */
  links?: readonly { label: string; url: string }[];
};

type Shown = Omit<Looking, 'channel'> & { scene: Scene; channel: Channel };

function isPng(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).toString('latin1') === '\x89PNG\r\n\x1a\n';
}

/** The chat page over a fake Slack, to be mounted below any path. It is for loopback: who reaches it can be anybody of the workspace. */
export function workspaceApp({
  slack,
  now,
  title,
  commands = [],
  visitor,
  travel,
  links = [],
}: WorkspaceOptions): Hono {
  const files = readStaticFiles(new URL('./client/', import.meta.url));
  const reads = createReads(slack);
  const app = new Hono<{ Variables: { secureHeadersNonce?: string } }>();

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: [NONCE],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'https:', 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
    }),
  );

  /** What a request looks at, made whole: an unknown person or channel gives way to what everybody has. */
  function looking({ req }: Context): Shown {
    const query = req.query();
    const base = req.path.replace(/(?:\/parts\/\w+|\/)$/, '');
    const asked = Looking.parse(query);
    const humans = slack.people().filter(({ isBot }) => !isBot);
    const person =
      humans.find(({ id }) => id === asked.as) ??
      humans.find(({ id }) => id === visitor) ??
      humans[0];
    if (!person) throw new UserError('This workspace has no people.', 'Give its seed somebody.');
    const open = slack.channels().filter((channel) => canSee(channel, person.id));
    const channel =
      open.find(({ id, name }) => id === asked.channel || name === asked.channel) ??
      open.find(({ kind }) => kind === 'im') ??
      open[0];
    if (!channel) throw new UserError('There is no channel here.', 'Give the seed a channel.');
    return {
      ...asked,
      scene: sceneFor(slack, { me: person.id, now: now(), files: `${base}/files/` }),
      channel,
    };
  }

  const parts = {
    sidebar: ({ scene, channel }: Shown) =>
      drawSidebar({ slack, scene, reads, current: channel.id }),
    main: ({ scene, channel, tab = 'messages' }: Shown) =>
      drawChannel({ slack, scene, channel, tab }),
    aside({ scene, channel, thread, inspect }: Shown) {
      if (inspect) return drawInspection({ slack, scene, channel, ts: inspect });
      return thread ? drawThread({ slack, scene, channel, ts: thread }) : html``;
    },
    modal: ({ scene }: Shown) => drawModal(slack, scene),
    clock: ({ scene }: Shown) => (travel ? drawClock(travel.now(), zoneOf(scene.me)) : html``),
  };

  app.get('/', (c) => {
    const shown = looking(c);
    reads.read(shown.channel.id, shown.scene.me);
    return c.html(
      drawPage({
        title,
        base: c.req.path.replace(/\/$/, ''),
        nonce: c.get('secureHeadersNonce') ?? '',
        directory: directoryFor(shown.scene),
        links,
        clock: parts.clock(shown),
        sidebar: parts.sidebar(shown),
        main: parts.main(shown),
        aside: parts.aside(shown),
        modal: parts.modal(shown),
        dialogs: html`${drawJump(slack, shown.scene)}${drawSwitcher(slack, shown.channel.id)}`,
      }),
    );
  });
  for (const [name, draw] of Object.entries(parts)) {
    app.get(`/parts/${name}`, (c) => {
      c.header('Cache-Control', 'no-store');
      return c.html(draw(looking(c)));
    });
  }
  app.get('/static/:name', (c) => files.serve(c, c.req.param('name')));
  app.get('/files/:id', (c) => {
    const bytes = slack.file(c.req.param('id'));
    // Only pictures are shown, and nothing else is taken for one.
    if (!bytes || !isPng(bytes)) return c.notFound();
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'image/png' });
  });
  app.route('/', eventRoutes(slack));
  app.route('/', actionRoutes(slack, { reads, commands }));
  if (travel) app.route('/', clockRoutes(travel, zoneOf));
  // The page lives at its mount; the same address with a slash at its end is a likely slip.
  app.get('/*', (c) =>
    c.req.path.endsWith('/') ? c.redirect(c.req.path.slice(0, -1)) : c.notFound(),
  );

  function zoneOf(person: string): string {
    return slack.people().find(({ id }) => id === person)?.tz ?? 'UTC';
  }

  function directoryFor(scene: Scene): Directory {
    return {
      me: scene.me,
      people: slack.people().map(({ realName, name, title: job, isBot }) => ({
        name: realName || name,
        handle: name,
        title: job,
        isBot,
      })),
      channels: scene.channels.map(({ id, name }) => ({
        name,
        topic: slack.channels().find((channel) => channel.id === id)?.topic ?? '',
      })),
      commands,
    };
  }

  app.onError((error, c) => {
    const isTheirs = error instanceof ZodError || error instanceof UserError;
    const statusCode = isTheirs ? 400 : 500;
    const message =
      error instanceof ZodError
        ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
        : describeError(error);
    return c.json(
      {
        error: { name: isTheirs ? 'InputError' : 'Error', message },
        request: { method: c.req.method, url: c.req.path },
        response: { statusCode },
      },
      statusCode,
    );
  });
  return app as unknown as Hono;
}
