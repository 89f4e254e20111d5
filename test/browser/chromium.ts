import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is installed, or null. `CHROMIUM_PATH` names another place. */
export const chromiumPath =
  PLACES.find((path): path is string => path !== undefined && existsSync(path)) ?? null;

/** A browser that talks to nobody but the page under test. */
export async function launchChromium(): Promise<Browser> {
  if (!chromiumPath) throw new Error('No Chromium is installed.');
  return await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
