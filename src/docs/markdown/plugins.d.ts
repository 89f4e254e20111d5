// Plugins of markdown-it that bring no types.
declare module 'markdown-it-abbr' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-deflist' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-footnote' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-mark' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-sub' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-sup' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-task-lists' {
  const plugin: (md: import('markdown-it').MarkdownIt) => void;
  export = plugin;
}
declare module 'markdown-it-emoji' {
  export const full: (
    md: import('markdown-it').MarkdownIt,
    options: { shortcuts: Record<string, string> },
  ) => void;
}
