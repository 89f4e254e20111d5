import type { KnownBlock, ModalView } from '@slack/types';
import type { StepReport } from '../../scaffolder/runs/run.ts';
import type { DryRun } from '../../scaffolder/scaffolder.ts';
import type { WorkspaceFile } from '../../scaffolder/workspace/workspace.ts';
import type { ProjectedScorecard } from '../../scorecards/projected.ts';
import {
  bold,
  context,
  divider,
  escaped,
  LIMITS,
  name,
  plain,
  section,
  sections,
  truncate,
} from '../blocks.ts';
import { FILE, filesModal } from './controls.ts';
import { scorecardBlocks } from './runs/scorecards.ts';
import { stepLines } from './runs/steps.ts';
import { treeLines } from './tree.ts';
import { bytes } from './words.ts';

const TREE_LENGTH = 2_800;
const TEXT_LENGTH = 2_900;

export type FilesParts = {
  draft: string;
  /** The path of the file whose text is shown. */
  shown: string | null;
  template: string;
  scorecards: readonly ProjectedScorecard[];
  /** Actions that touch nothing but the files. */
  harmless: ReadonlySet<string>;
};

/** What a dry run would make: its files, any of them, and its steps. */
export function filesView(
  run: DryRun,
  { draft, shown, template, scorecards, harmless }: FilesParts,
): ModalView {
  const paths = pathsOf(run);
  const size = [...run.files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
  const steps = stepLines(
    run.steps.map((step) => leftOut(step, harmless)),
    20,
  );
  return filesModal.view({
    title: 'Dry run',
    close: 'Back',
    metadata: JSON.stringify({ draft }),
    blocks: [
      context([`${name(template, 100)}: nothing was made.`]),
      ...trouble(run),
      section(`*${paths.length === 1 ? '1 file' : `${paths.length} files`}*, ${bytes(size)}`),
      ...(paths.length > 0 ? [code(treeText(run.files)), ...picker(paths, shown)] : []),
      ...(shown === null ? [] : fileBlocks(shown, run.files.get(shown))),
      ...(steps.length > 0 ? [divider, ...sections(['*Steps*', ...steps])] : []),
      ...scorecardBlocks(scorecards),
      ...outsideBlocks(run),
    ],
  });
}

/** A step that would act outside has done nothing. */
function leftOut(step: StepReport, harmless: ReadonlySet<string>): StepReport {
  if (step.state !== 'done' || harmless.has(step.action)) return step;
  return { ...step, state: 'skipped', reason: `left out here, it acts outside (${step.action})` };
}

export function pathsOf({ files }: Pick<DryRun, 'files'>): string[] {
  return [...files.keys()].toSorted();
}

function trouble({ error, errors }: DryRun): KnownBlock[] {
  const lines = [
    ...(error ? [`${error.message} ${error.nextStep}`] : []),
    ...errors.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  return lines.map((line) => section(`:no_entry: ${escaped(line, 2_000)}`));
}

/** Up to a hundred as a list; of more, those that hold what is typed. */
function picker(paths: readonly string[], shown: string | null): KnownBlock[] {
  const placeholder = plain('Show a file', 150);
  const options = paths.map((path, at) => ({ text: plain(ending(path), 75), value: String(at) }));
  const chosen = options[paths.indexOf(shown ?? '')];
  const held = chosen && { initial_option: chosen };
  const many = paths.length > LIMITS.options;
  return [
    {
      type: 'actions',
      block_id: FILE,
      elements: [
        many
          ? { type: 'external_select', action_id: FILE, placeholder, min_query_length: 0, ...held }
          : { type: 'static_select', action_id: FILE, placeholder, options, ...held },
      ],
    },
  ];
}

/** The end of a path says more than its beginning. */
export function ending(path: string): string {
  return path.length <= 75 ? path : `…${path.slice(-74)}`;
}

function fileBlocks(path: string, file: WorkspaceFile | undefined): KnownBlock[] {
  if (!file) return [];
  const size = `${bold(path, 300)} · ${bytes(file.bytes.length)}${file.isExecutable ? ' · executable' : ''}`;
  if (file.link !== undefined)
    return [section(size), context([`A link to ${name(file.link, 300)}`])];
  const text = textOf(file.bytes);
  if (text === null) return [section(size), context(['Not text, so it is not shown.'])];
  if (text === '') return [section(size), context(['It is empty.'])];
  const kept = truncate(text, TEXT_LENGTH);
  const isCut = kept.length < text.length;
  return [
    section(size),
    code(kept),
    ...(isCut ? [context([`Cut here: ${bytes(file.bytes.length)} in all.`])] : []),
  ];
}

/** Null where the bytes are no text. */
function textOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8_000).includes(0)) return null;
  return bytes.toString('utf8').toWellFormed();
}

/** As text that nobody formats, whatever the file holds. */
function code(text: string): KnownBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || ' ' }] }],
  };
}

function treeText(files: DryRun['files']): string {
  const sizes = new Map([...files].map(([path, file]) => [path, file.bytes.length]));
  const lines = treeLines(sizes);
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > TREE_LENGTH) break;
    kept.push(line);
  }
  const more = lines.length - kept.length;
  return [...kept, ...(more > 0 ? [`… and ${more} more lines`] : [])].join('\n');
}

function outsideBlocks({ links, log }: DryRun): KnownBlock[] {
  const would = links.map(({ title }) => name(title, 100));
  const said = log
    .filter(({ line }) => !line.startsWith('Left out in a dry run'))
    .slice(-8)
    .map(({ line }) => name(line, 200));
  return [
    ...(would.length > 0 ? [context([`Its result would link to: ${would.join(', ')}`])] : []),
    ...(said.length > 0 ? [section(`*Log*\n${said.join('\n')}`)] : []),
  ];
}
