import type { JsonObject } from '../../scaffolder/json.ts';
import type { Collaborator, OidcClaims, Place } from '../../scaffolder/repository-host.ts';
import { Anything, type Calls } from './calls.ts';
import { only } from './git-data.ts';
import { nameOf } from './repository.ts';

// Every call here sets something as a whole, so that doing it twice ends the same.

export function setTopics(calls: Calls, place: Place, topics: readonly string[]): Promise<void> {
  return calls(`set the topics of ${nameOf(place)}`, async (api) => {
    const names = topics.map((topic) => topic.toLowerCase());
    await api.call(Anything, 'PUT /repos/{owner}/{repo}/topics', { ...only(place), names });
  });
}

export function addCollaborator(
  calls: Calls,
  place: Place,
  collaborator: Collaborator,
): Promise<void> {
  const { access: permission } = collaborator;
  const who = 'team' in collaborator ? `the team ${collaborator.team}` : collaborator.user;
  return calls(`give ${who} access to ${nameOf(place)}`, async (api) => {
    if ('user' in collaborator) {
      const route = 'PUT /repos/{owner}/{repo}/collaborators/{user}';
      await api.call(Anything, route, { ...only(place), user: collaborator.user, permission });
      return;
    }
    const { team } = collaborator;
    const route = 'PUT /orgs/{owner}/teams/{team}/repos/{owner}/{repo}';
    await api.call(Anything, route, { ...only(place), team, permission });
  });
}

export function setProperties(calls: Calls, place: Place, properties: JsonObject): Promise<void> {
  return calls(`set the custom properties of ${nameOf(place)}`, async (api) => {
    const listed = Object.entries(properties).map(([name, value]) => ({
      property_name: name,
      value,
    }));
    const route = 'PATCH /repos/{owner}/{repo}/properties/values';
    await api.call(Anything, route, { ...only(place), properties: listed });
  });
}

export function customizeOidc(calls: Calls, place: Place, claims: OidcClaims): Promise<void> {
  return calls(`customise the tokens of workflows of ${nameOf(place)}`, async (api) => {
    const route = 'PUT /repos/{owner}/{repo}/actions/oidc/customization/sub';
    await api.call(Anything, route, {
      ...only(place),
      use_default: claims.useDefault,
      ...(!claims.useDefault && { include_claim_keys: claims.includeClaimKeys }),
    });
  });
}
