import { z } from 'zod';
import type { Pages, Place } from '../../scaffolder/repository-host.ts';
import { Anything, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

const Site = z.object({ html_url: z.string().nullish() });

/** Switches GitHub Pages on, or over to the source that is wanted. */
export function enablePages(calls: Calls, place: Place, pages: Pages): Promise<{ url: string }> {
  return calls(`switch GitHub Pages on in ${nameOf(place)}`, async (api) => {
    const route = '/repos/{owner}/{repo}/pages';
    const body = { ...only(place), build_type: pages.buildType, source: pages.source };
    const earlier = await api.find(Site, `GET ${route}`, { ...only(place) });
    await api.call(Anything, `${earlier ? 'PUT' : 'POST'} ${route}`, body);
    const site = await api.call(Site, `GET ${route}`, { ...only(place) });
    return { url: site.html_url ?? '' };
  });
}
