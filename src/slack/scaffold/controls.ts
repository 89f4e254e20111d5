import { z } from 'zod';
import { defineButton, defineLink, defineModal } from '../actions.ts';
import { defineGlobalShortcut } from '../shortcuts.ts';
import { Filled } from './fields/state.ts';

// Everything of templates and their runs that people press or send.

export const newShortcut = defineGlobalShortcut({
  id: 'new-from-template',
  name: 'New from a template',
  description: 'Make a repository with CI, docs and owner from a template',
});

const Nothing = z.object({});

/** Opens the list of templates, from the Home tab. */
export const newButton = defineButton('scaffold.new', Nothing);
/** In the list: takes the template. */
export const useButton = defineButton('scaffold.use', z.object({ template: z.string() }));
/** Back to the list, or to the page before. */
export const listButton = defineButton('scaffold.list', Nothing);
export const backButton = defineButton('scaffold.back', Nothing);
export const dryRunButton = defineButton('scaffold.dry-run', Nothing);
export const webFormLink = defineLink('scaffold.web');
/** A link of a result. */
export const resultLink = defineLink('scaffold.result');

const Run = z.object({ run: z.string().min(1).max(100) });
export const cancelRunButton = defineButton('run.cancel', Run);
export const retryRunButton = defineButton('run.retry', Run);
export const cleanUpButton = defineButton('run.clean-up', Run);
export const approveButton = defineButton('run.approve', Run);
export const declineButton = defineButton('run.decline', Run);

/** The list of templates; what is typed into its search is in its state. */
export const pickerModal = defineModal('scaffold-picker', Filled);
export const formModal = defineModal('scaffold-form', Filled);
export const reviewModal = defineModal('scaffold-review', z.unknown());
export const filesModal = defineModal('scaffold-files', z.unknown());
export const noteModal = defineModal('scaffold-note', z.unknown());
export const declineModal = defineModal('run-decline', Filled);
export const cleanUpModal = defineModal('run-clean-up', z.unknown());

/** Block and action of the search in the list of templates, and of the choice of a file. */
export const SEARCH = 'scaffold-search';
export const FILE = 'scaffold-file';
/** The block of the reason why a run is declined. */
export const REASON = 'reason';
