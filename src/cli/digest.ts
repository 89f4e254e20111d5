import { writeFileSync } from 'node:fs';
import { labelOf } from '../catalog/labels.ts';
import { canonicalRef } from '../catalog/ref.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { drawDigest } from '../charts/digest-picture.ts';
import type { ExitCode, Output } from '../cli.ts';
import { readSetting } from '../config.ts';
import { UserError } from '../errors.ts';
import { pngOf } from '../pictures/png.ts';
import type { Theme } from '../pictures/theme.ts';
import { digestText, tellDigest } from '../scorecards/digest/told.ts';
import { withCore } from './core.ts';
import { onlyOneNamed } from './named.ts';

export type DigestFlags = {
  catalog?: string;
  team?: string;
  until?: string;
  png?: string;
  theme: Theme;
  json?: true;
};

/** Says what moved and why in the week before now, and draws it into a file; 1 when there is no such team. */
export function digest(flags: DigestFlags, output: Output): Promise<ExitCode> {
  return withCore(flags.catalog, async ({ index, standards }) => {
    const view = await index.current();
    const team = flags.team ? await teamNamed(flags.team, index) : null;
    if (flags.team && !team) {
      output.err(`There is no team ${flags.team} in the catalog.`);
      return 1;
    }
    const until = flags.until ? new Date(flags.until) : new Date();
    if (Number.isNaN(until.getTime()))
      throw new UserError(`"${flags.until}" is no time.`, 'Write it like 2026-06-15T09:00:00Z.');
    const made = await standards.digest(team ?? '*', until);
    const words = { label: (ref: string) => labelOf(view, ref), zone: readSetting('timezone') };
    const told = tellDigest(made, words);
    if (flags.png) {
      const drawing = drawDigest(made, { theme: flags.theme, title: told.title });
      writeFileSync(flags.png, (await pngOf(drawing)).png);
    }
    output.out(flags.json ? JSON.stringify(made, null, 2) : digestText(told));
    return 0;
  });
}

/** By its ref, or by the one name or title that it has. */
async function teamNamed(name: string, index: CatalogIndex): Promise<string | null> {
  const view = await index.current();
  const ref = name.includes(' ') ? null : canonicalRef(name, { kind: 'group' });
  const found = ref && view.get(ref) ? ref : await onlyOneNamed(name, index);
  return found && view.get(found)?.kind === 'group' ? found : null;
}
