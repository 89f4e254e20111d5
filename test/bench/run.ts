// `npm run bench [name]` prints one JSON object a line. Figures are of this machine and this moment; nothing asserts them.
// Each bench is loaded when it runs, so that none pays for another's modules.
const BENCHES = {
  syncs: async () => (await import('./syncs.ts')).syncs(),
  apply: async () => (await import('./parse-and-apply.ts')).parseAndApply(),
  api: async () => (await import('./api.ts')).api(),
  restart: async () => (await import('./restart.ts')).restart(),
  asks: async () => (await import('./asks.ts')).asks(),
  pages: async () => (await import('./pages.ts')).pages(),
  'render-skeleton': async () => (await import('./render-skeleton.ts')).renderSkeleton(),
  forms: async () => (await import('./forms.ts')).forms(),
  'docs.render': async () => (await import('./docs-render.ts')).docsRender(),
  'docs.page': async () => (await import('./docs-page.ts')).docsPage(),
  'docs.search': async () => (await import('./docs-search.ts')).docsSearch(),
  'docs.read': async () => (await import('./docs-read.ts')).docsRead(),
  scorecards: async () => (await import('./scorecards.ts')).scorecards(),
  'scorecards.run': async () => (await import('./scorecards-run.ts')).scorecardsRun(),
  'scorecards.large': async () => (await import('./scorecards-run.ts')).scorecardsLarge(),
  facts: async () => (await import('./facts.ts')).facts(),
};

const wanted = process.argv[2];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (!wanted || wanted === name) await bench();
}
