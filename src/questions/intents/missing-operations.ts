import type { Missing } from './missing.ts';

/** Who is on call, what is broken, what changed and what runs where: recognised, so that nothing else is answered in their place. */
export const MISSING_OPERATIONS: readonly Missing[] = [
  {
    intent: 'changes.recent',
    what: 'what changed lately',
    source: 'a source of changes',
    examples: [
      'what changed in ledger today',
      'what changed in the last 2 hours around ledger',
      'who committed to ledger last',
      'what went out friday',
    ],
    patterns: [
      'what (changed|has changed|is new|was merged|got merged|was changed|went out|went in|shipped|got shipped|was released|got released|was deployed|got deployed|landed) [today|yesterday|lately|recently|friday|monday|tuesday|wednesday|thursday|saturday|sunday|last night|this week|last week|over the weekend]',
      'what (changed|has changed|is new|was merged|got merged|was changed|went out|went in|shipped|got shipped|was released|got released|was deployed|got deployed|landed) (in|around|on|at|to|for|with|near|last|since|today|yesterday|this|between|over|friday|monday|tuesday|wednesday|thursday|saturday|sunday) {rest}',
      '[the|recent|latest|last|any|show|all] [recent|latest|last|new] (changes|commits|merges|prs|pull requests|releases|commit|release|change|changelog|pr) [in|to|of|for|on|around] {any}',
      '{any} (changelog|release notes|changes|commits|recent changes|latest commit|pull requests|prs)',
      'who (changed|committed|committed to|merged|last changed|last committed to|touched|broke|last touched|wrote|edited|pushed|pushed to|contributed to) {any}',
      'when was {any} (last changed|changed|last updated|updated|last touched|last edited|created|last released)',
      'when did {any} (move|change|get created|become deprecated)',
    ],
  },
  {
    intent: 'deploy.version',
    what: 'which version runs where',
    source: 'a source of deployments',
    examples: [
      'what version of ledger is in prod',
      'whats on staging',
      'which version of ledger is running',
    ],
    patterns: [
      '(what|which) (version|release|build|commit|tag|sha|image) (of|is) {any} [is] (in|on|running|deployed|live|running in|deployed to|deployed in|running on|live in|out) {rest}',
      '(what|which) (version|release|build|commit|tag|sha|image) (of|is) {any} [is] (running|deployed|live|out|out there)',
      '(what|which) (version|release|build) is {any} [on|at|running]',
      '[the|current|latest|deployed|running] [current|latest|deployed|running] version (of|for) {any}',
      '[the|current|latest|deployed] [current|latest|deployed] version (of|for) {any} (in|on) {rest}',
      '{any} version [in|on] [prod|production|staging|sandbox|dev]',
      'what is (on|in|running on|running in|deployed to|deployed on|deployed in|live on|live in) (staging|prod|production|sandbox|dev|prod-eu|prod-us|test|qa|preprod|canary|uat) [right now|now]',
      'what is (on|in|running on|running in|deployed to|deployed on|deployed in|live on|live in) (staging|prod|production|sandbox|dev|prod-eu|prod-us|test|qa|preprod|canary|uat) {rest}',
    ],
  },
  {
    intent: 'deploy.compare',
    what: 'what is deployed where',
    source: 'a source of deployments',
    examples: ['is my PR 4412 in prod yet', 'diff staging and prod for ledger'],
    patterns: [
      '(is|are|was|has|did) [my|our|the|this|that] (pr|pull request|change|commit|fix|feature|branch|mr) {rest}',
      '(is|are|was|has|did) [my|our|the|this|that] (pr|pull request|change|commit|fix|feature|branch|mr) {rest} (live|deployed|out|in prod|in production|released|merged) [yet]',
      '(diff|compare|difference|what is the difference) [between] (staging|prod|production|sandbox|dev|prod-eu|prod-us|test) {rest}',
      '[what is] the (diff|difference) between {rest}',
      'what is different between {rest}',
    ],
  },
  {
    intent: 'deploy.status',
    what: 'how deployments went',
    source: 'a source of deployments',
    examples: [
      'did the deploy of ledger finish',
      'when was ledger last deployed',
      'who deployed ledger',
    ],
    patterns: [
      '(did|has|is|was) [the|my|our|last] [last] (deploy|deployment|release|rollout|build|pipeline|ci) (of|for|to|on|in) {any} [finish|finished|succeed|fail|done|work|go out|pass|passed|failed|running|green|complete|completed|over|through|go through]',
      '(did|has|is|was) [the|my|our|last] {any} (deploy|deployment|release|rollout|build|pipeline|ci) [finish|finished|succeed|fail|done|work|go out|pass|passed|failed|running|green|complete|completed]',
      'when (was|did|is|were) [the] (last|latest|previous|next) (deploy|deployment|release) (of|for|to) {any}',
      'when (was|did|were) {any} [last] (deployed|released|shipped|deploy|go out|rolled out) [last|to prod|to production]',
      '(is|was|has|did) {any} [been] [already] (deployed|released|shipped|rolled out) [yet|to prod|today|to staging|to production]',
      'who (deployed|released|shipped|rolled out|last deployed|rolled back) {any}',
      '[the|last|latest] [last|latest] (deploy|deployment|deploys|deployments|deploy status) (of|for) {any}',
      '{any} (deploys|deployments|deploy status|last deploy|deploy history|build status|ci status|ci)',
      '(what|which services) (was|were|is|are|have been) [not] deployed {rest}',
    ],
  },
  {
    intent: 'own.path',
    what: 'what a pull request changes',
    source: 'a source of changes',
    examples: ['who should review my PR https://github.com/acme/ledger/pull/12'],
    patterns: [
      'who should review [my|this|the] (pr|pull request|change|mr) [for|in|on|to] {rest}',
      'who (reviews|should review|can review|approves|can approve|should approve) {rest}',
    ],
  },
];
