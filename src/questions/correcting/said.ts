import type { Field } from '../../catalog/corrections/correction.ts';

/** What a sentence says is wrong: the parts of it as they were typed, not yet linked to anything. */
export type SaidCorrection = {
  field: Field;
  /** What it is about; null for what the conversation is about. */
  subject: string | null;
  /** What is right; null where the sentence does not say. `me`: the asker's team. */
  value: string | null;
  /** What is wrong, where that is said: a link, a dependency that is none. */
  was: string | null;
};

type Rule = { shape: RegExp; field: Field; removes?: boolean };

const BEFORE =
  /^(?:(?:hey|hi|please|pls|no|nope|wrong|actually|sorry|that is (?:wrong|not right|not true|outdated)|this is (?:wrong|not right|not true|outdated)|not true|incorrect|outdated|fyi|btw|can you|could you|i think(?: that)?)[,.:;!\s–-]+)+/i;
const AFTER =
  /[\s,]+(?:now|today|yesterday|already|anymore|any more|meanwhile|by now|instead|(?:a|two|three|some|few|\d+) (?:day|week|month|year)s? ago|(?:last|this) (?:week|month|year|quarter|sprint|\w+day)|recently|lately|since [\w ]+|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})|please|pls|thanks|thank you|in the catalog|officially)[.!]*$/i;

const LINK = '(?:runbook|playbook|dashboard|grafana|docs?|documentation|wiki|slo|link|url)';
const OWNER = '(?:owner|owners|owning team|ownership|team|maintainer)';

/** In this order: what says more of the sentence comes first. */
const RULES: readonly Rule[] = [
  {
    field: 'alias',
    removes: true,
    shape:
      /^(?:remove|delete|drop)(?: the)? (?:alias|nickname|synonym) (?<value>.+?) (?:from|for|of|on) (?<subject>.+)$/i,
  },
  {
    field: 'dependency',
    removes: true,
    shape:
      /^(?<subject>.+?) (?:no longer|does not(?: \w+)?|do not|never) (?:depends?(?: up)?on|depends? on|uses?|needs?|calls?) (?<value>.+)$/i,
  },
  {
    field: 'dependency',
    removes: true,
    shape:
      /^(?:remove|delete|drop)(?: the| a)? dependency (?:of (?<subject>.+?) )?(?:on|to) (?<value>.+?)(?: from (?<subject2>.+))?$/i,
  },
  {
    field: 'dependency',
    shape:
      /^(?:add|register)(?: the| a)? dependency (?:of (?<subject>.+?) )?(?:on|to) (?<value>.+?)(?: (?:for|to) (?<subject2>.+))?$/i,
  },
  {
    field: 'dependency',
    shape: /^(?<subject>\S+) (?:also |now )(?:depends on|uses|needs|calls) (?<value>.+)$/i,
  },
  {
    field: 'lifecycle',
    shape:
      /^(?:change|update|set|fix|correct|edit)(?: the)? lifecycle (?:of|for) (?<subject>.+?) (?:to|into|as) (?<value>\S+)$/i,
  },
  {
    field: 'lifecycle',
    shape:
      /^(?:the )?lifecycle (?:of|for) (?<subject>.+?) is (?:not (?:correct|right)|wrong|outdated)[\s,.:;–-]+(?:(?:it|that) )?(?:is|should be|must be)(?: in)? (?<value>\S+)$/i,
  },
  {
    field: 'lifecycle',
    shape: /^(?:the )?lifecycle (?:of|for) (?<subject>.+?) (?:is|should be) (?<value>\S+)$/i,
  },
  {
    field: 'lifecycle',
    shape:
      /^(?:mark|make|set|flag) (?<subject>.+?) (?:as )?(?<value>deprecated|experimental|production|sunset|retired)$/i,
  },
  {
    field: 'lifecycle',
    shape:
      /^(?<subject>.+?) (?:is|was|has been|should be|is now|is marked|is actually) (?<value>deprecated|experimental|sunset|retired|in production|decommissioned)$/i,
  },
  { field: 'lifecycle', shape: /^(?<value>deprecate|sunset|retire) (?<subject>.+)$/i },
  {
    field: 'link',
    shape: new RegExp(
      `^(?:change|update|set|fix|correct|edit|add|replace)(?: the| a| an)? (?<was>${LINK})(?: link| url)? (?:of|for|to|on) (?<subject>.+?)(?: to| with| as|:)? (?<value>https?://\\S+)$`,
      'i',
    ),
  },
  {
    field: 'link',
    shape: new RegExp(
      `^(?:add|set|use)(?: the| a)?(?: ${LINK})* ?(?<value>https?://\\S+) (?:as (?:the |a )?)?(?:(?<was>${LINK}) )?(?:to|for|of|on) (?<subject>.+)$`,
      'i',
    ),
  },
  {
    field: 'link',
    shape: new RegExp(
      `^(?:the )?(?:right )?(?<was>${LINK})(?: link| url)? (?:of|for) (?<subject>.+?) (?:is|moved to|is at|is now|should be) (?<value>https?://\\S+)$`,
      'i',
    ),
  },
  {
    field: 'link',
    shape: new RegExp(
      `^(?:that |this |the )?(?<was>${LINK})(?: link| url| page)? (?:of|for|on) (?<subject>.+?) (?:is|gives|returns|leads)(?: a| an)? (?:dead|broken|wrong|outdated|old|stale|404|gone|nowhere)(?: link)?[\\s,.:;–-]+(?:(?:it|that|this|now|use|is|be|should|the right (?:one|link)|has moved to|moved to|at)[\\s:]+)*(?<value>https?://\\S+)$`,
      'i',
    ),
  },
  {
    field: 'link',
    shape: new RegExp(
      `^(?<subject>.+?)(?:'s|’s| s)? (?<was>${LINK})(?: link| url| page)? (?:is|has moved to|moved to|is at|is now|should be):? (?<value>https?://\\S+)$`,
      'i',
    ),
  },
  {
    field: 'link',
    shape: new RegExp(
      `^(?:that|this|the|its|your)? ?(?<was>${LINK})(?: link| url| page)?(?: (?:of|for|on) (?<subject>.+?))? (?:is|are|leads nowhere|gives|returns|goes)(?: a| an)? ?(?:dead|broken|wrong|outdated|old|stale|404|gone|down|nowhere)?(?: link)?$`,
      'i',
    ),
  },
  {
    field: 'link',
    shape: new RegExp(
      `^(?<subject>.+?)(?:'s| s)? (?<was>${LINK})(?: link| url| page)? (?:is|gives|returns)(?: a)? (?:dead|broken|wrong|outdated|404|gone)$`,
      'i',
    ),
  },
  {
    field: 'on-call',
    shape:
      /^(?:the |that )?(?:on[- ]?call|pager ?duty|rotation|schedule)(?: id| service)? (?:of|for) (?<subject>.+?) is (?:wrong|outdated|(?<value>[A-Z0-9]{5,}))$/i,
  },
  {
    field: 'owner',
    shape:
      /^(?<subject>.+?) is (?:not(?: really)?|no longer) (?:owned|maintained|run) by (?<was>.+?)(?:,? but by|[,;:.–-]+ ?(?:it|that) (?:is owned by|belongs to|is)) (?<value>.+)$/i,
  },
  {
    field: 'owner',
    shape:
      /^(?<subject>.+?) is (?:not(?: really)?|no longer) (?:owned|maintained|run) by (?<was>.+)$/i,
  },
  {
    field: 'owner',
    shape: new RegExp(
      `^(?:the )?${OWNER} (?:of|for) (?<subject>.+?) is (?:not (?:correct|right)|wrong|outdated)[\\s,.:;–-]+(?:(?:it|that|this) )?(?:is|should be|must be|belongs to) (?<value>.+)$`,
      'i',
    ),
  },
  {
    field: 'owner',
    shape: new RegExp(
      `^(?:the )?${OWNER} (?:of|for) (?<subject>.+?) (?:is|should be|changed to|is now|is actually|is really) (?:not (?:correct|right)|wrong|outdated)$`,
      'i',
    ),
  },
  {
    field: 'owner',
    shape: new RegExp(
      `^(?:the )?${OWNER} (?:of|for) (?<subject>.+?) (?:is now|is actually|is really|is|should be|changed to) (?<value>.+)$`,
      'i',
    ),
  },
  {
    field: 'owner',
    shape: new RegExp(
      `^(?:change|update|set|fix|correct|edit|transfer|move|assign)(?: the)? ${OWNER} (?:of|for) (?<subject>.+?) (?:to|into) (?<value>.+)$`,
      'i',
    ),
  },
  {
    field: 'owner',
    shape:
      /^(?:transfer|reassign|assign|give|hand|hand over|move) (?<subject>.+?) (?:over )?to (?<value>.+)$/i,
  },
  { field: 'owner', shape: /^make (?<value>.+?) (?:the )?owner of (?<subject>.+)$/i },
  {
    field: 'owner',
    shape:
      /^(?<subject>.+?) (?:has moved|have moved|was moved|moved|went|was handed(?: over)?|was transferred|was given|now belongs|belongs|should belong|got reassigned|was reassigned) to (?<value>.+)$/i,
  },
  {
    field: 'owner',
    shape:
      /^(?<subject>.+?) (?:is|should be)(?: now| actually| really)? (?:owned|maintained|run) by (?<value>.+)$/i,
  },
  {
    field: 'owner',
    shape: /^(?<subject>.+?) is (?:now |actually |really )?(?<value>.+?)'s(?: now)?$/i,
  },
  {
    field: 'owner',
    shape:
      /^(?:we|i|my team|our team)(?: do not| does not| did not| never| no longer)(?: actually)? (?:own|owned|maintain|have|run)s? (?<subject>.+)$/i,
  },
  {
    field: 'owner',
    shape: /^(?<subject>.+?) is (?:not|no longer) (?:ours|mine|our service|our code|my team's)$/i,
  },
  { field: 'owner', shape: /^not (?:ours|mine|our service)$/i },
  { field: 'owner', shape: /^(?<value>we|i|my team|our team) (?:now )?owns? (?<subject>.+)$/i },
  {
    field: 'owner',
    shape: /^(?<value>[\w &-]+?) (?:now owns|took over|has taken over|owns) (?<subject>.+)$/i,
  },
];

const TALKED =
  /^(?:it|this|that|this (?:one|service|thing|component|api)|that (?:one|service|thing|component|api))$/i;
const WORDS: Record<string, string> = {
  deprecate: 'deprecated',
  retire: 'deprecated',
  retired: 'deprecated',
  sunset: 'deprecated',
  decommissioned: 'deprecated',
  'in production': 'production',
};

/** Reads what a sentence corrects; null for one that corrects nothing in particular. */
export function readCorrection(text: string): SaidCorrection | null {
  const core = bare(text);
  for (const { shape, field, removes = false } of RULES) {
    const found = shape.exec(core)?.groups;
    if (!shape.test(core)) continue;
    const subject = clean(found?.['subject'] ?? found?.['subject2']);
    const value = clean(found?.['value']);
    const was = clean(found?.['was']);
    return {
      field,
      subject: subject === null || TALKED.test(subject) ? null : subject,
      value: removes ? null : field === 'lifecycle' ? wordOf(value) : value,
      was: removes ? value : was,
    };
  }
  return null;
}

function wordOf(value: string | null): string | null {
  return value === null ? null : (WORDS[value.toLowerCase()] ?? value.toLowerCase());
}

/** Without what is said around it: "no, …", "… last week". */
function bare(text: string): string {
  let core = text
    .trim()
    .replace(/[.!]+$/, '')
    .replace(BEFORE, '');
  for (let shorter = core.replace(AFTER, ''); shorter !== core; shorter = core.replace(AFTER, ''))
    core = shorter;
  return core.trim();
}

function clean(part: string | undefined): string | null {
  const text = part
    ?.trim()
    .replace(/^["'“”„]+|["'“”]+$/g, '')
    .trim();
  return text ? text : null;
}
