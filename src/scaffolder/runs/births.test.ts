import { describe, expect, it } from 'vitest';
import { birthsOf, madeFrom, type Origins, type Repository } from './births.ts';

const GO = 'template:default/go-service';
const day = (n: number) => new Date(Date.UTC(2026, 5, n));
const PERIOD = { since: day(1), until: day(30) };
const ONE: Repository = {
  slug: 'acme/refunds',
  url: 'https://github.com/acme/refunds',
  createdAt: day(10),
  isArchived: false,
};
const run = (more: object = {}): Origins => ({
  runs: [{ slug: 'acme/refunds', template: GO, at: day(10), ...more }],
  entities: [],
});
const entity = (location: string): Origins => ({
  runs: [],
  entities: [{ ref: 'component:default/refunds', location, template: GO }],
});
const AT = 'url:https://github.com/acme/refunds/blob/main';
const NOTHING: Origins = { runs: [], entities: [] };

describe('a new repository', () => {
  it.each<[string, Partial<Repository>, Origins, (string | null)[]]>([
    ['that a run made', {}, run(), [GO]],
    ['in another case', { slug: 'Acme/Refunds' }, run(), [GO]],
    ['whose descriptor names a template', {}, entity(`${AT}/catalog-info.yaml`), [GO]],
    ['whose descriptor is in a folder of tools', {}, entity(`${AT}/.backstage/info.yaml`), [GO]],
    ['of which a part names a template', {}, entity(`${AT}/services/a/catalog-info.yaml`), [null]],
    ['that nothing says anything of', {}, NOTHING, [null]],
    ['that a run wanted to make a week later', {}, run({ at: day(17) }), [null]],
    ['at a host whose clock is slow', {}, run({ at: new Date(day(10).getTime() + 60_000) }), [GO]],
    ['that both say', {}, { ...entity(`${AT}/x.yaml`), runs: run().runs }, [GO]],
    ['of a folder on disk', {}, entity('file:/refunds/catalog-info.yaml'), [null]],
    ['that is archived', { isArchived: true }, run(), []],
    ['of before', { createdAt: new Date(PERIOD.since.getTime() - 1) }, run(), []],
    ['of the first moment', { createdAt: PERIOD.since }, NOTHING, [null]],
    ['of afterwards', { createdAt: PERIOD.until }, NOTHING, []],
    ['of whose beginning nothing is known', { createdAt: null }, run(), []],
  ])('%s', (_name, more, origins, templates) => {
    const births = birthsOf([{ ...ONE, ...more }], origins, PERIOD);
    expect(births.map(({ template }) => template)).toEqual(templates);
  });

  it('is none where there are no repositories', () => {
    expect(birthsOf([], run(), PERIOD)).toEqual([]);
  });
});

it('finds what says that it was made from a template, and what a run of it made, once', () => {
  const all = [
    { ref: 'component:default/refunds', location: `${AT}/catalog-info.yaml` },
    { ref: 'api:default/refunds', location: `${AT}/catalog-info.yaml` },
    { ref: 'component:default/other', location: 'file:/other.yaml' },
  ];
  const origins = { ...entity(`${AT}/catalog-info.yaml`), runs: run().runs };
  expect(madeFrom(GO, origins, all)).toEqual(['api:default/refunds', 'component:default/refunds']);
  expect(madeFrom('template:default/none', origins, all)).toEqual([]);
});
