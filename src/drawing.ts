import { describeGraph } from './pictures/describe.ts';
import type { GraphModel } from './pictures/graph-model.ts';
import type { Answer } from './questions/answer.ts';
import { drawAnswer } from './slack/answer.ts';

export type ForPrograms = {
  now: Date;
  /** The page about an entity; null where nobody could reach it. */
  pageOf?: (ref: string) => string | null;
  /** Where a picture can be fetched; without it the words stand for it. */
  pictureAt?: ((model: GraphModel) => string) | undefined;
};

/** The blocks of an answer for programs, who get them over HTTP and from the command line: drawn by the same hand as in Slack. */
export function blocksOf(
  answer: Answer,
  { now, pageOf = () => null, pictureAt }: ForPrograms,
): readonly object[] {
  return drawAnswer(answer, {
    now,
    pageOf,
    ...(pictureAt && {
      picture: (model) => ({
        type: 'image',
        image_url: pictureAt(model),
        alt_text: describeGraph(model),
      }),
    }),
  });
}
