import type { DocProblem, ParsedPage } from '../page.ts';

/** What is wrong with a page by itself: that it is plain text, what it wants to include, what nothing here does. */
export function problemsOf({
  file,
  parsed,
  isPlain,
}: {
  file: { path: string };
  parsed: ParsedPage;
  isPlain: boolean;
}): DocProblem[] {
  const { missingIncludes = [], unsupported, tooMuch } = parsed;
  const problem = (kind: DocProblem['kind'], message: string, line: number | null = null) => ({
    kind,
    message,
    file: file.path,
    line,
    column: null,
  });
  const unreadable = `${file.path} cannot be read as Markdown, so it shows as plain text. Take out what is unusual, part by part.`;
  return [
    ...(isPlain ? [problem('unreadable', unreadable)] : []),
    ...(tooMuch ? [problem('size', tooMuch)] : []),
    ...missingIncludes.map(({ path, line }) =>
      problem(
        'include',
        `${path} is to be included and cannot be. Correct the path; it must lie in the repository.`,
        line,
      ),
    ),
    ...unsupported.map(({ feature, line }) =>
      problem('unsupported', `${feature} is not carried out here; it shows as plain text.`, line),
    ),
  ];
}
