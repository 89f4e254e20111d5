import { describeGraph } from './pictures/describe.ts';
import type { GraphModel } from './pictures/graph-model.ts';
import type { Answer } from './questions/answer.ts';
import { drawAnswer } from './slack/answer.ts';

/**
 * The blocks of an answer for programs, who get them over HTTP and from the command line: drawn by the same hand as in Slack.
 * @param pictureAt where a picture can be fetched; without it the words stand for it
 */
export function blocksOf(
  answer: Answer,
  now: Date,
  pictureAt?: (model: GraphModel) => string,
): readonly object[] {
  return drawAnswer(answer, {
    now,
    pageOf: () => null,
    ...(pictureAt && {
      picture: (model) => ({
        type: 'image',
        image_url: pictureAt(model),
        alt_text: describeGraph(model),
      }),
    }),
  });
}
