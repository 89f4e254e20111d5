import type { DocPart } from '../docs/quote.ts';
import type { GraphModel } from '../pictures/graph-model.ts';
import type { Values } from '../scaffolder/form/form.ts';
import type { RunReport } from '../scaffolder/runs/run.ts';
import type { Digest } from '../scorecards/digest/digest.ts';
import type { Told } from '../scorecards/digest/told.ts';
import type { Deed } from './deed.ts';
import type { Asker } from './misses.ts';

/** What was asked, in the words of the table of intents. */
export type Intent =
  | 'own.lookup'
  | 'own.path'
  | 'own.infra'
  | 'own.reverse'
  | 'contact.route'
  | 'person.who'
  | 'team.card'
  | 'service.card'
  | 'oncall.now'
  | 'oncall.next'
  | 'oncall.person'
  | 'page.request'
  | 'incident.card'
  | 'incident.status'
  | 'changes.recent'
  | 'deps.up'
  | 'deps.down'
  | 'deps.path'
  | 'deps.common'
  | 'blast'
  | 'graph'
  | 'runbook'
  | 'docs.find'
  | 'docs.howto'
  | 'api.contract'
  | 'deploy.version'
  | 'deploy.compare'
  | 'deploy.status'
  | 'deploy.request'
  | 'freeze'
  | 'scaffold.start'
  | 'scaffold.status'
  | 'score.show'
  | 'score.why'
  | 'score.fix'
  | 'score.list'
  | 'exempt.request'
  | 'campaign.status'
  | 'nudge.snooze'
  | 'nudge.settings'
  | 'digest.request'
  | 'trend'
  | 'catalog.query'
  | 'catalog.correct'
  | 'catalog.problems'
  | 'admin'
  | 'followup'
  | 'help'
  | 'smalltalk'
  | 'oos'
  | 'unsafe';

export type AnswerKind = 'answer' | 'choose' | 'unknown' | 'confirm' | 'declined' | 'silent';

/** One sourced statement. `value` is a ref, a URL or plain text; `observedAt` is ISO 8601. */
export type Fact = {
  name: string;
  value: string;
  /** Where it was read: `catalog-info.yaml`, `CODEOWNERS`, `GitHub`. */
  source: string;
  url?: string;
  observedAt?: string;
};

/** A name people can press or open: an entity, or a page. */
export type Link = { label: string; url: string };
export type Named = { ref: string; label: string };

/** A service card: name and owner first, then what to do, then links. Edges draw it; nothing here is markup. */
export type Card = {
  ref: string;
  kind: string;
  title: string;
  description: string | null;
  /** Other names people call it. */
  aka?: readonly string[];
  url: string | null;
  /** Short labelled values in reading order: Owner, Lifecycle, Tier, System, Language, … */
  fields: readonly CardField[];
  links: readonly Link[];
  upstream: number;
  downstream: number;
  /** Things a reader must not miss: two sources disagree, the descriptor is broken, the owner does not exist. */
  warnings: readonly string[];
};
export type CardField = {
  name: string;
  text: string;
  ref?: string;
  channel?: string;
  /** What a team is part of. */
  within?: string;
  /** Where it can be looked at. */
  url?: string;
};

/** Lines below a heading, each with the place it is about: problems of a service, changes of a day. */
export type Group = {
  label: string;
  lines: readonly { text: string; place: { label: string; url: string | null } | null }[];
};

/** An entity in two lines, where a card would be too much: below a link, or among others. */
export type Brief = {
  ref: string;
  title: string;
  sort: string;
  owner: { label: string; exists: boolean; channel: string | null } | null;
  /** "production", "tier 1". */
  traits: readonly string[];
  /** `until` is ISO 8601. */
  onCall: { who: string; until: string | null } | null;
  runbook: string | null;
  /** Where its code is. */
  url: string | null;
  /** A file or folder of it, and whose that is by CODEOWNERS. */
  place: { path: string; owners: readonly string[]; rule: string | null } | null;
  /** What a reader must not miss: the sources disagree. */
  warning: string | null;
};

/** `under`: the heading it stands below, where a list has some; those of one heading follow each other. */
export type ListItem = Named & { detail: string | null; under?: string };

/** A page of docs to go to. `address` is below this server; `source` is its file, where that can be looked at. */
export type PageLink = {
  title: string;
  /** The entity whose docs it is of. */
  ref: string;
  address: string;
  source: string | null;
  detail: string | null;
  /** What asks for the words of it. */
  question: string;
};

/** A section of a page in its own words. */
export type Quote = PageLink & {
  /** The headings it stands below and its own. */
  path: readonly string[];
  parts: readonly DocPart[];
  /** The page says more than is quoted. */
  isCut: boolean;
  /** Where the page can be corrected. */
  edit: string | null;
};

/**
 * What an edge draws in place of the text, which says the same in sentences. Where the drawing alone would leave something out (how a
 * name was read, whom to tell), `note` says it.
 */
export type View =
  | { kind: 'text' }
  | { kind: 'card'; cards: readonly Card[]; note?: string }
  | {
      kind: 'list';
      title: string;
      items: readonly ListItem[];
      total: number;
      note?: string;
      /** What people do next, a button each. */
      asks?: readonly { label: string; question: string }[];
    }
  /** The text is lines for a spreadsheet, the names of the columns first. */
  | { kind: 'csv'; title: string; total: number }
  /** Buttons; pressing one asks `question` again with the ref in place of the unclear name. */
  | {
      kind: 'choice';
      options: readonly (Named & { detail: string | null; question: string })[];
      note?: string;
    }
  /** What pressing `verb` would do, to be read before it is pressed: who, how, why. */
  | {
      kind: 'confirm';
      title: string;
      details: readonly { name: string; text: string }[];
      verb: string;
      deed: Deed;
      isDangerous?: boolean;
      note?: string;
    }
  /** A template and what was said for its form, which is opened from here; nothing is made before it is sent. */
  | {
      kind: 'form';
      title: string;
      details: readonly { name: string; text: string }[];
      template: string;
      values: Values;
      note?: string;
    }
  /** How far a run of a template is, with what can be done about it. */
  | { kind: 'run'; report: RunReport; note?: string }
  /** A picture. The text is all of it in words. */
  | { kind: 'graph'; model: GraphModel; note?: string }
  /** What docs say. `more` asks for what else they say about it. */
  | { kind: 'quote'; quote: Quote; more: string | null; note?: string }
  | { kind: 'pages'; title: string; pages: readonly PageLink[]; total: number; note?: string }
  | { kind: 'briefs'; briefs: readonly Brief[]; note?: string }
  /** What moved and why, with a chart. The text is all of it in words. */
  | { kind: 'digest'; digest: Digest; told: Told; note?: string }
  | { kind: 'groups'; title: string; groups: readonly Group[]; total: number; note?: string }
  | { kind: 'help'; examples: readonly { question: string; about: string }[]; note?: string };

/** One answer for every surface: Slack, HTTP, command line and MCP render this and nothing else. */
export type Answer = {
  kind: AnswerKind;
  intent: Intent;
  subjects: readonly string[];
  refs: readonly string[];
  /** Plain text, complete without the view. */
  text: string;
  view: View;
  facts: readonly Fact[];
  candidates: readonly string[];
};

export type Question = {
  text: string;
  /** Ref of the asking User entity, where it is known. */
  asker: string | null;
  /** Any id that stays the same within a conversation; null for a question that stands alone. */
  thread: string | null;
  /** Where the asker's days begin, as an IANA name such as `Europe/Berlin`; UTC where that is not known. */
  zone?: () => Promise<string | null>;
  /** Who asks, known to the catalog or not, and where: for counting what nobody knows. */
  from?: Asker;
};

export type Ask = (question: Question) => Promise<Answer>;
