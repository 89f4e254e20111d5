import type { GraphModel } from './graph-model.ts';

export type Theme = 'light' | 'dark';

/** Everything that has a colour, by the class it carries, so that a page's style sheet may colour it anew. */
const PARTS = [
  'paper',
  'box',
  'focus',
  'frame',
  'ink',
  'muted',
  'line',
  'strong',
  'warn',
  'component',
  'api',
  'resource',
  'system',
  'people',
  'other',
] as const;
export type Part = (typeof PARTS)[number];

// Text has a contrast of 4.5 and more to what it stands on, lines and marks of 3, in both themes (WCAG 2.2, AA).
const COLOURS: Record<Theme, Record<Part, string>> = {
  light: {
    paper: '#ffffff',
    box: '#ffffff',
    focus: '#eaf1ff',
    frame: '#f5f6f8',
    ink: '#16181d',
    muted: '#565b66',
    line: '#878d99',
    strong: '#2f3542',
    warn: '#b42318',
    component: '#2158c7',
    api: '#0b7a5b',
    resource: '#a8500b',
    system: '#7438c2',
    people: '#b02268',
    other: '#565b66',
  },
  dark: {
    paper: '#1a1d21',
    box: '#24282e',
    focus: '#1f3358',
    frame: '#202329',
    ink: '#f2f3f5',
    muted: '#b4bac5',
    line: '#7f8794',
    strong: '#d3d8e0',
    warn: '#ff8a7a',
    component: '#6fa0ff',
    api: '#4cc9a0',
    resource: '#f0a35e',
    system: '#bd93f7',
    people: '#f07fb4',
    other: '#b4bac5',
  },
};

export type Paint = { fill: (part: Part) => string; stroke: (part: Part) => string };

/** Attributes that colour an element: a class for pages, and the colour itself for everything else. */
export function paint(theme: Theme): Paint {
  const colours = COLOURS[theme];
  return {
    fill: (part) => `class="graph-fill-${part}" fill="${colours[part]}"`,
    stroke: (part) => `class="graph-stroke-${part}" stroke="${colours[part]}"`,
  };
}

/** Style rules for pages that hold a drawing: `selector` (`:root`, `[data-theme=dark]`) shows it in this theme. A drawing without them is coloured as it was drawn. */
export function graphCss(theme: Theme, selector = ''): string {
  return PARTS.map((part) => {
    const colour = COLOURS[theme][part];
    return `${selector} .graph-fill-${part}{fill:${colour}}${selector} .graph-stroke-${part}{stroke:${colour}}`.trim();
  }).join('\n');
}

/** The colour of a kind; kinds nobody knows share one. */
export function partOfKind(kind: GraphModel['focus']['kind']): Part {
  switch (kind) {
    case 'component':
    case 'api':
    case 'resource':
    case 'system':
      return kind;
    case 'domain':
      return 'system';
    case 'group':
    case 'user':
      return 'people';
    default:
      return 'other';
  }
}
