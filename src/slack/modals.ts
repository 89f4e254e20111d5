import type { HomeView, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Problem } from './checker.ts';
import { codeOf } from './failure.ts';

/** A view that Slack shows now, by the id it can be changed with. */
export type Shown = { viewId: string };

export type Modals = {
  /** Opens a modal with the permission a press or command brought. @throws UserError when Slack's three seconds are over. */
  open: (triggerId: string, view: ModalView) => Promise<Shown>;
  /** Opens it over the modal that was pressed in. @throws UserError like `open`. */
  push: (triggerId: string, view: ModalView) => Promise<Shown>;
  /** Shows another view in place of one that is open. */
  update: (viewId: string, view: ModalView) => Promise<void>;
  /** Shows a person their Home tab. */
  publish: (person: string, view: HomeView) => Promise<void>;
};

const Opened = z.object({ view: z.object({ id: z.string() }) });
const TOO_LATE = ['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'];

/** @param check what Slack would say against a view; one that it would refuse is never sent. */
export function createModals({
  web,
  check,
}: {
  web: WebClient;
  check: (view: unknown) => readonly Problem[];
}): Modals {
  function assertDrawable(view: ModalView | HomeView): void {
    const problems = check(view).map(({ pointer, message }) => `${pointer}: ${message}`);
    if (problems.length > 0)
      throw new Error(`Slack would refuse this view: ${problems.join('; ')}`);
  }

  async function inTime(view: ModalView, call: () => Promise<unknown>): Promise<Shown> {
    assertDrawable(view);
    try {
      return { viewId: Opened.parse(await call()).view.id };
    } catch (error) {
      if (!TOO_LATE.includes(codeOf(error) ?? '')) throw error;
      throw new UserError('Slack gave up waiting for the form.', 'Please press the button again.', {
        cause: error,
      });
    }
  }

  return {
    open: (triggerId, view) => inTime(view, () => web.views.open({ trigger_id: triggerId, view })),
    push: (triggerId, view) => inTime(view, () => web.views.push({ trigger_id: triggerId, view })),
    async update(viewId, view) {
      assertDrawable(view);
      await web.views.update({ view_id: viewId, view });
    },
    async publish(person, view) {
      assertDrawable(view);
      await web.views.publish({ user_id: person, view });
    },
  };
}
