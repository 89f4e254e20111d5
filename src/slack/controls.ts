import { z } from 'zod';
import { defineButton, defineLink, defineSelect } from './actions.ts';

// The controls of answers. What they carry is a question, asked again in the name of whoever presses.

/** Several times what people ask; a message has room for a few of them. */
const QuestionText = z.string().min(1).max(500);

/** One of several things that could be meant: the answer takes the place of the message. */
export const chooseButton = defineButton('choose', z.object({ question: QuestionText }));

/** A further question: the answer comes as a new message beside it. */
export const askButton = defineButton('ask', z.object({ question: QuestionText }));

/** Puts an answer that only the asker sees into the channel. */
export const shareButton = defineButton('share', z.object({ question: QuestionText }));

export const openLink = defineLink('open');

/** More links of a card. */
export const moreLinks = defineLink('more');

/** Shows the card of one entity of a list. */
export const showSelect = defineSelect('show', z.string().min(1));
