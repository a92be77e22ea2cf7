import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import type { InputCheck } from '../access/input-check.ts';
import { scopesBeyondToken } from '../access/permission-bound.ts';
import type { Reach } from '../access/reach.ts';
import type { Client, ClientAccess, ClientChanges, RegisteredGrantType } from './client.ts';
import type { Ownership } from './client-ownership.ts';
import { checkClientApis, checkCorsOrigins, sameApis } from './client-resources.ts';
import { sameAccess, scopesOfAccess, scopesOfSide } from './client-scopes.ts';
import { checkRedirectUri, isWebRedirectUri } from './redirect-uri.ts';
import type { ResourceServer } from './resource-server.ts';

/** The parts of a client that rules are about. */
export type ClientRules = Pick<
  Client,
  | 'name'
  | 'side'
  | 'grantTypes'
  | 'redirectUris'
  | 'confidential'
  | 'skipConsent'
  | 'pkceRequired'
  | 'tokenReuse'
  | 'guestsAllowed'
  | 'access'
  | 'apis'
  | 'corsOrigins'
>;

/** A client as it is to be, and what judging it needs. */
interface JudgedClient extends ClientRules {
  readonly reach: Reach;
  readonly ownership: Ownership;
  /** The scopes that the owner's permissions leave any use for; null without an owner. */
  readonly permitted: readonly string[] | null;
  /** Every API that is registered at the moment. */
  readonly registered: readonly ResourceServer[];
  /** As it is now; left out for one that is to be created. */
  readonly current?: Client;
}

const registeredGrantTypes: readonly RegisteredGrantType[] = ['client_credentials', 'password', 'authorization_code'];
const mostRedirectUris = 50;

function checkGrantTypes(check: InputCheck, { grantTypes, confidential, ownership }: JudgedClient): void {
  if (!grantTypes.every((grant) => registeredGrantTypes.includes(grant))) {
    check.refuse('grantTypes', `The grant types are some of ${registeredGrantTypes.join(', ')}.`);
  }
  if (!grantTypes.includes('client_credentials')) return;
  if (!confidential) check.refuse('confidential', 'Only a confidential application can use client_credentials.');
  if (ownership.owner === null) {
    check.refuse('owner', 'An application with client_credentials needs an owner, as whom it acts.');
  }
}

function checkRedirectUris(check: InputCheck, { grantTypes, redirectUris, confidential }: JudgedClient): void {
  const field = 'redirectUris';
  const redirects = grantTypes.includes('authorization_code');
  if (redirects && redirectUris.length === 0) check.refuse(field, 'authorization_code needs a redirect URI.');
  if (!redirects && redirectUris.length > 0) check.refuse(field, 'Only authorization_code uses redirect URIs.');
  if (redirectUris.length > mostRedirectUris) {
    check.refuse(field, `An application has at most ${mostRedirectUris} redirect URIs.`);
    return;
  }
  redirectUris.forEach((uri, at) => {
    const why = checkRedirectUri(uri);
    if (why !== null) check.refuse(field, `Redirect URI number ${at + 1} is refused: ${why}.`);
    else if (confidential && !isWebRedirectUri(uri)) {
      check.refuse(field, `Redirect URI number ${at + 1} is of a native application, which cannot keep a secret.`);
    }
  });
}

function administers({ level }: Reach): boolean {
  return level === 'organization' || level === 'global';
}

function checkFlags(check: InputCheck, judged: JudgedClient): void {
  const { skipConsent, pkceRequired, guestsAllowed, confidential, reach, side, grantTypes, current } = judged;
  if (skipConsent && current?.skipConsent !== true && !administers(reach)) {
    check.refuse('skipConsent', 'Only administrators let an application skip consent.');
  }
  if (skipConsent && !confidential) check.refuse('skipConsent', 'Only a confidential application can skip consent.');
  if (!pkceRequired && current?.pkceRequired !== false && !administers(reach)) {
    check.refuse('pkceRequired', 'Only administrators let an application do without PKCE.');
  }
  if (!pkceRequired && !confidential)
    check.refuse('pkceRequired', 'Only a confidential application can do without PKCE.');
  const takesGuests = grantTypes.includes('password') || grantTypes.includes('authorization_code');
  if (guestsAllowed && (side !== 'storefront' || !takesGuests)) {
    check.refuse('guestsAllowed', 'Guests are only for storefront applications with the password grant or codes.');
  }
}

function checkTokenReuse(check: InputCheck, judged: JudgedClient): void {
  const { confidential, current, grantTypes, reach, tokenReuse } = judged;
  if (!tokenReuse) return;
  if (current?.tokenReuse !== true && !administers(reach)) {
    check.refuse('tokenReuse', 'Only administrators let an application have the same token again.');
  }
  if (!confidential || !grantTypes.includes('client_credentials')) {
    check.refuse(
      'tokenReuse',
      'Only a confidential application with client_credentials can have the same token again.',
    );
  }
}

function checkScopes(check: InputCheck, scopes: readonly string[], { side, permitted }: JudgedClient): void {
  const known = scopesOfSide(side);
  const unknown = scopes.some((scope) => !known.includes(scope));
  if (unknown) check.refuse('access', `The scopes of the ${side} are ${known.join(', ')}.`);
  if (scopes.length === 0) check.refuse('access', 'Choose at least one scope.');
  const tooMuch = scopes.find((scope) => known.includes(scope) && permitted?.includes(scope) === false);
  if (tooMuch !== undefined) check.refuse('access', `The owner itself may not do what ${tooMuch} allows.`);
}

function checkAccess(check: InputCheck, caller: Caller, judged: JudgedClient): ClientAccess {
  const { access, side, current } = judged;
  if (current !== undefined && sameAccess(access, current.access)) return current.access;
  if (access.mode === 'chosen') checkScopes(check, access.scopes, judged);
  const [missing] = scopesBeyondToken(caller, scopesOfAccess(access, side));
  if (missing !== undefined) {
    check.refuse('access', `An application made with a token cannot do more than the token, which lacks ${missing}.`);
  }
  return access.mode === 'chosen' ? { mode: 'chosen', scopes: [...new Set(access.scopes)] } : access;
}

/** Checks everything about a client but its ownership, and gives it in the form in which it is kept. */
export function checkClientRules(check: InputCheck, caller: Caller, judged: JudgedClient): ClientRules {
  const name = check.line('name', judged.name, 'A name');
  checkGrantTypes(check, judged);
  checkRedirectUris(check, judged);
  checkFlags(check, judged);
  checkTokenReuse(check, judged);
  const { apis, current, reach, registered, side, grantTypes } = judged;
  const { confidential, skipConsent, pkceRequired, tokenReuse, guestsAllowed } = judged;
  return {
    name,
    side,
    grantTypes,
    redirectUris: [...new Set(judged.redirectUris)],
    confidential,
    skipConsent,
    pkceRequired,
    tokenReuse,
    guestsAllowed,
    access: checkAccess(check, caller, judged),
    apis: checkClientApis(check, { apis, side, reach, known: registered, current: current?.apis ?? [] }),
    corsOrigins: checkCorsOrigins(check, judged.corsOrigins),
  };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

/** The rules of a client that differ from what it is now. */
export function changedRules(current: Client, rules: ClientRules): ClientChanges {
  const { name, skipConsent, pkceRequired, tokenReuse, guestsAllowed } = rules;
  const { redirectUris, access, apis, corsOrigins } = rules;
  return {
    ...differencesOf<ClientChanges>(current, { name, skipConsent, pkceRequired, tokenReuse, guestsAllowed }),
    ...(!sameList(redirectUris, current.redirectUris) && { redirectUris }),
    ...(!sameAccess(access, current.access) && { access }),
    ...(!sameApis(apis, current.apis) && { apis }),
    ...(!sameList(corsOrigins, current.corsOrigins) && { corsOrigins }),
  };
}
