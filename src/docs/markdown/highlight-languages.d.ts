declare module 'highlight.js/lib/languages/*' {
  const language: import('./highlight-js.d.ts').LanguageFn;
  // biome-ignore lint/style/noDefaultExport: its file has one.
  export default language;
}
