import type { Path, Tell } from '../read-template.ts';
import type { TemplateProblem } from '../scaffolder.ts';

/** What was found in a template: `problem` keeps it from running, `note` does not. */
export type Findings = {
  problem: (path: Path, message: string, what?: 'key' | 'value') => void;
  note: (path: Path, message: string, what?: 'key' | 'value') => void;
  problems: TemplateProblem[];
  notes: TemplateProblem[];
};

/** Nobody reads more of one file. */
const MOST = 50;

export function createFindings(tell: Tell): Findings {
  const problems: TemplateProblem[] = [];
  const notes: TemplateProblem[] = [];
  const into =
    (list: TemplateProblem[]): Findings['problem'] =>
    (path, message, what) => {
      if (list.length < MOST) list.push(tell(path, message, what));
    };
  return { problem: into(problems), note: into(notes), problems, notes };
}

export function inOrder(list: readonly TemplateProblem[]): TemplateProblem[] {
  return list.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
