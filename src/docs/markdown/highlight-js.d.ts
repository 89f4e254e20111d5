// What is used of highlight.js. Its own types ask for those of a browser's window, which would then be known everywhere.
// tsconfig.json says that these are its types.

export type Language = {
  name?: string;
  aliases?: string[];
  keywords?: object;
  contains?: object[];
};
export type LanguageFn = (hljs: Highlighter) => Language;
export type Highlighter = {
  highlight: (
    code: string,
    options: { language: string; ignoreIllegals?: boolean },
  ) => { value: string; relevance: number };
  getLanguage: (name: string) => Language | undefined;
  registerLanguage: (name: string, language: LanguageFn) => void;
  registerAliases: (aliases: string | string[], options: { languageName: string }) => void;
  newInstance: () => Highlighter;
};
declare const hljs: Highlighter;
// biome-ignore lint/style/noDefaultExport: its file has one.
export default hljs;
