import { expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { listen } from './server.ts';

const app = { fetch: () => new Response('here') };

it('listens on a free port where none is named, and says which', async () => {
  await using server = await listen(app, { port: 0, host: '127.0.0.1' });
  expect(await (await fetch(server.url)).text()).toBe('here');
});

it('says in a sentence that a port is taken', async () => {
  await using server = await listen(app, { port: 0, host: '127.0.0.1' });
  const port = Number(new URL(server.url).port);
  const second = listen(app, { port, host: '127.0.0.1' });
  await expect(second).rejects.toBeInstanceOf(UserError);
  await expect(second).rejects.toThrow(`Port ${port} is taken by another program.`);
});

it('says in a sentence that an address is not one of this machine', async () => {
  const listening = listen(app, { port: 0, host: '203.0.113.7' });
  await expect(listening).rejects.toThrow('203.0.113.7 is not an address of this machine.');
});
