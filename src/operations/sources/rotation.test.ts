import { expect, it } from 'vitest';
import { parseRotaFile } from './rota-file.ts';
import { escalationOf, shiftsOfRota } from './rotation.ts';

const FILE = `
rotas:
  - name: Metering
    for: metering
    zone: Europe/Oslo
    start: 2026-03-16
    handover: '09:00'
    order: [kari, ola.nordmann]
    secondary: next
    escalation:
      - { after: 10, who: secondary }
      - { after: 30, who: per@fjord.example }
    overrides:
      - { who: Sub Stitute, from: 2026-03-24, to: "2026-03-25 12:00" }
  - name: Night
    for: [component:search, 'group:default/grid']
    zone: Europe/Oslo
    start: 2026-03-28
    handover: '08:00'
    rotation: { hours: 12 }
    order: [kari, per]
`;
const window = { since: new Date('2026-03-20T00:00:00Z'), until: new Date('2026-04-07T00:00:00Z') };

function shifts(at: number, level: number) {
  const rota = parseRotaFile('rotas.yaml', FILE).rotas[at];
  if (!rota) throw new Error('no rota');
  return shiftsOfRota(rota, 'x', window)
    .filter((shift) => shift.level === level)
    .map(
      ({ name, since, until }) =>
        `${name} ${since.toISOString().slice(0, 16)} ${until?.toISOString().slice(0, 16)}`,
    );
}

it('hands over at the same time of day before and after the change to summer time', () => {
  expect(shifts(0, 1)).toEqual([
    'kari 2026-03-20T00:00 2026-03-23T08:00',
    'ola.nordmann 2026-03-23T08:00 2026-03-24T08:00',
    'Sub Stitute 2026-03-24T08:00 2026-03-25T11:00',
    'ola.nordmann 2026-03-25T11:00 2026-03-30T07:00',
    'kari 2026-03-30T07:00 2026-04-06T07:00',
    'ola.nordmann 2026-04-06T07:00 2026-04-07T00:00',
  ]);
  expect(shifts(1, 1).slice(0, 4)).toEqual([
    'kari 2026-03-28T07:00 2026-03-28T19:00',
    'per 2026-03-28T19:00 2026-03-29T06:00',
    'kari 2026-03-29T06:00 2026-03-29T18:00',
    'per 2026-03-29T18:00 2026-03-30T06:00',
  ]);
});

it('takes the next in the order as backup, and people by name as later steps', () => {
  expect(shifts(0, 2)[0]).toBe('ola.nordmann 2026-03-20T00:00 2026-03-23T08:00');
  expect(shifts(0, 3)).toEqual(['per@fjord.example 2026-03-20T00:00 2026-04-07T00:00']);
  const [rota] = parseRotaFile('rotas.yaml', FILE).rotas;
  expect(rota && escalationOf(rota).map(({ afterMinutes }) => afterMinutes)).toEqual([0, 10, 30]);
});

it('says with line and column what is wrong, and keeps the other rotas', () => {
  const broken = FILE.replace('zone: Europe/Oslo', 'zone: Europe/Atlantis').replace(
    "handover: '09:00'",
    "handover: 9 o'clock",
  );
  const read = parseRotaFile('rotas.yaml', broken);
  expect(read.rotas.map(({ name }) => name)).toEqual(['Night']);
  expect(read.problems.map(({ text }) => text)).toEqual([
    'rotas.yaml:5:11: zone is no time zone; write it like Europe/Oslo.',
    'rotas.yaml:7:15: handover must be a time such as "09:00", in quotes.',
  ]);
  expect(parseRotaFile('r.yaml', 'rotas: [\n').problems[0]?.text).toMatch(/^r\.yaml:\d+:\d+: /);
});
