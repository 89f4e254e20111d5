import { parseCodeowners } from './codeowners.ts';
import { codeownersOf } from './codeowners-match.ts';
import type { Survey } from './platform.ts';

/** One thing about a proposed entity that somebody should look at, as Backstage's import wizard shows it. */
export type ProposedField = {
  field: string;
  state: 'analysisSuggestedValue' | 'needsUserInput';
  value: string | null;
  description: string;
};

export type Proposal = { entity: object; fields: ProposedField[] };

/** What is known of a repository that GitHub shows, or as much as its address alone tells. */
export type Known = Pick<Survey, 'slug'> & Partial<Survey>;

/**
 * A first descriptor for a repository, made of what GitHub and CODEOWNERS say. What nobody says is left for a person to fill in, never
 * guessed. `refOfHandle` finds teams and people of the catalog: `@acme/payments`.
 */
export function proposeEntity(
  known: Known,
  refOfHandle: (handle: string) => string | null,
): Proposal {
  const { slug, description, topics = [], isArchived = false } = known;
  const name = (slug.split('/').at(-1) ?? '').slice(0, LONGEST_NAME).replace(EDGES, '');
  const owner = ownerIn(known.codeowners ?? '', refOfHandle);
  const tags = topics.filter((topic) => topic.length <= LONGEST_NAME && TAG.test(topic));
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      ...(description && { description }),
      ...(tags.length > 0 && { tags }),
      annotations: { 'github.com/project-slug': slug },
    },
    spec: {
      type: 'other',
      lifecycle: isArchived ? 'deprecated' : 'unknown',
      ...(owner && { owner: owner.ref }),
    },
  };
  return { entity, fields: fieldsOf({ owner, description: description ?? null, isArchived }) };
}

/** https://backstage.io/docs/features/software-catalog/descriptor-format */
const LONGEST_NAME = 63;
const EDGES = /^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g;
const TAG = /^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$/;

type Owner = { ref: string; handle: string };

/** The first owner of the descriptor itself whom the catalog knows. */
function ownerIn(codeowners: string, refOfHandle: (handle: string) => string | null): Owner | null {
  const rule = codeownersOf(parseCodeowners(codeowners), 'catalog-info.yaml');
  for (const handle of rule?.owners ?? []) {
    const ref = refOfHandle(handle);
    if (ref) return { ref, handle };
  }
  return null;
}

function fieldsOf({
  owner,
  description,
  isArchived,
}: {
  owner: Owner | null;
  description: string | null;
  isArchived: boolean;
}): ProposedField[] {
  const ask = (field: string, what: string): ProposedField => ({
    field,
    state: 'needsUserInput',
    value: null,
    description: what,
  });
  const suggest = (field: string, value: string, what: string): ProposedField => ({
    field,
    state: 'analysisSuggestedValue',
    value,
    description: what,
  });
  return [
    owner
      ? suggest('spec.owner', owner.ref, `CODEOWNERS names ${owner.handle}.`)
      : ask(
          'spec.owner',
          'Who looks after it; no CODEOWNERS names anybody whom the catalog knows.',
        ),
    ask('spec.type', 'What it is: service, website or library.'),
    isArchived
      ? suggest('spec.lifecycle', 'deprecated', 'The repository is archived.')
      : ask('spec.lifecycle', 'How far it is: experimental, production or deprecated.'),
    description
      ? suggest('metadata.description', description, 'What GitHub says of the repository.')
      : ask('metadata.description', 'What it does, in a sentence.'),
  ];
}
