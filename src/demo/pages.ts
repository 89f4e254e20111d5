import { Hono } from 'hono';
import { COMMANDS } from '../slack/manifest.ts';
import { opensHere } from './local-links.ts';
import { pullPages } from './pull-page.ts';
import { repositoryPages } from './repository-page.ts';
import { workspaceApp } from './workspace/app.ts';
import type { Command } from './workspace/pages/page.ts';
import type { WorldOptions } from './world.ts';

/** What the demo serves beside the product: the workspace page, and its Slack and GitHub as they stand on a port. */
export function demoPages(visitor: string): NonNullable<WorldOptions['pages']> {
  const commands: Command[] = COMMANDS.map(({ command, usage_hint, description }) => ({
    name: command,
    usage: usage_hint,
    description,
  }));
  // Slack's own command; the page offers it like those of the app.
  commands.push({
    name: '/invite',
    usage: '@callboard',
    description: 'Bring somebody into this channel',
  });
  const links = [{ label: 'The catalog', url: '/catalog' }];
  return (slack, github, travel) => [
    {
      path: '/demo/slack',
      app: new Hono().use(opensHere(github.model.organization.login)).route(
        '/',
        workspaceApp({
          slack,
          now: travel.now,
          travel,
          title: slack.team.name,
          commands,
          visitor,
          links,
        }),
      ),
    },
    { path: '/demo/slack-api', app: slack.app },
    { path: '/demo/github', app: pullPages(github.model) },
    { path: '/demo/github', app: repositoryPages(github.model) },
    { path: '/demo/github', app: github.app },
  ];
}
