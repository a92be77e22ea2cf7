import { type CheckedRequest, checkAuthorizationRequest } from '../authorization-checks.ts';
import { type CodeIssuer, createCodeIssuer } from '../authorization-code-issuer.ts';
import { type Agreement, createAuthorizationDecision, type SignedIn } from '../authorization-decision.ts';
import { openAuthorizationRequest } from '../authorization-opening.ts';
import type { AuthorizationRequest } from '../authorization-request.ts';
import { type AnswerAddress, codeAnswer, errorAnswer } from '../authorization-response.ts';
import type { Client } from '../client.ts';
import type { ConsentStore } from '../consent.ts';
import type { Cryptography } from '../cryptography.ts';
import { OAuthError } from '../oauth-error.ts';
import type { RefusalReason } from '../refusal-reason.ts';
import type { ResourceServer } from '../resource-server.ts';
import { type Asker, createWaitingRequests, type Waiting, type WaitingDependencies } from '../waiting-requests.ts';

/** Whom a refusal is told, and the request that had waited, if it had. */
interface Told {
  readonly client: Client;
  readonly request?: AuthorizationRequest;
}

/** What happens next. Only `redirect` leaves this server. */
export type AuthorizationOutcome =
  /** The redirect URI cannot be trusted, or the request is over: a page (RFC 6749 §4.1.2.1). */
  | { readonly kind: 'refused'; readonly error: OAuthError }
  /** `error` is what the answer tells, for the log. */
  | ({ readonly kind: 'redirect'; readonly location: string; readonly error?: OAuthError } & Partial<Told>)
  /** A refusal that nobody signed in asked for: the person decides whether to follow (RFC 9700 §4.11.2). */
  | ({ readonly kind: 'link'; readonly location: string; readonly client: Client; readonly error: OAuthError } & Told)
  | ({ readonly kind: 'sign-in' } & Waiting)
  /** The person may not act in the application's organization. */
  | ({ readonly kind: 'wrong-person' } & Waiting)
  | ({ readonly kind: 'consent'; readonly server: ResourceServer; readonly scope: readonly string[] } & Waiting);

/** The authorization endpoint (RFC 6749 §3.1). */
export interface AuthorizationEndpoint {
  /** Takes a request as its query came. */
  begin(query: string, asker: Asker): Promise<AuthorizationOutcome>;
  /** A request that waits; null for one that is unknown in this browser, answered, or over. */
  find(handle: string, asker: Asker): Promise<Waiting | null>;
  /** Looks again at a request that waits, after the person did something. */
  resume(handle: string, asker: Asker): Promise<AuthorizationOutcome>;
  /** The person says yes, to what was asked and to nothing that is posted. */
  approve(handle: string, asker: Asker): Promise<AuthorizationOutcome>;
  /** The person says no. */
  deny(handle: string, asker: Asker): Promise<AuthorizationOutcome>;
}

export interface AuthorizationEndpointDependencies
  extends Pick<CheckedRequest, 'resourceServers' | 'keys' | 'codesEnabled'>,
    WaitingDependencies,
    CodeIssuer {
  readonly issuer: string;
  readonly consents: ConsentStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

const overText =
  'This request is over: it was answered already, or has waited too long. Start again at the application.';

/** The answer where there is nobody to send one to: a page. */
export function refuseOpening(description: string, reason?: RefusalReason) {
  return {
    kind: 'refused',
    error: new OAuthError('invalid_request', description, { ...(reason && { reason }) }),
  } as const;
}

/** What a client is told of something that nobody foresaw: nothing but that it may try again. */
export function toRefusal(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  return new OAuthError('temporarily_unavailable', 'The server cannot answer at the moment. Try again shortly.', {
    cause: error,
  });
}

/** The silent answer to a question that nobody may be asked (OpenID Connect Core §3.1.2.6). */
function silently(kind: 'sign-in' | 'wrong-person' | 'consent'): OAuthError {
  if (kind === 'sign-in') return new OAuthError('login_required', 'The person has to sign in.');
  if (kind === 'consent') return new OAuthError('consent_required', 'The person has to consent.');
  return new OAuthError('interaction_required', 'The person has to sign in as somebody else.');
}

function describeConsent(
  client: Client,
  { granted, person }: Agreement,
  { address, requestId }: Asker,
  grantedAt: Date,
): Parameters<ConsentStore['grant']> {
  const { id: clientRowId, organizationId } = client;
  const { scope, server } = granted;
  const resource = server.identifier;
  const event = {
    type: 'consent.granted',
    organizationId,
    actor: { kind: person.kind, id: person.id },
    subject: { kind: 'application', id: client.id, name: client.name },
    details: { resource, scope },
    origin: { address, requestId },
  } as const;
  return [{ person, clientRowId, organizationId, resource, scope, grantedAt }, event];
}

/** Makes the authorization endpoint. Each answer is decided anew from the stored request and the state of the moment. */
export function createAuthorizationEndpoint(dependencies: AuthorizationEndpointDependencies): AuthorizationEndpoint {
  const { clock, consents, issuer } = dependencies;
  const issueCode = createCodeIssuer(dependencies);
  const decide = createAuthorizationDecision(dependencies);
  const waiting = createWaitingRequests(dependencies);

  async function answerWithCode(
    client: Client,
    request: AuthorizationRequest,
    { granted, person }: Agreement,
    asker: Asker,
  ): Promise<AuthorizationOutcome> {
    const { address, requestId } = asker;
    const code = await issueCode(client, { request, subject: person, ...granted, address, requestId });
    return { kind: 'redirect', location: codeAnswer(issuer, request, code) };
  }

  /** Somebody who is signed in, or an application that administrators trust, is sent on at once; others decide. */
  function answerWithError(client: Client, address: AnswerAddress, error: OAuthError, signedIn: SignedIn | null) {
    const location = errorAnswer(issuer, address, error);
    const kind = signedIn !== null || client.skipConsent ? 'redirect' : 'link';
    return { kind, location, client, error } as const;
  }

  async function next(found: Waiting | null, asker: Asker, approved = false): Promise<AuthorizationOutcome> {
    if (found === null) return refuseOpening(overText);
    const { client, handle, request } = found;
    const signedIn = await asker.signedIn(client);
    try {
      // Between a page and its answer rights and sessions can change: it is decided anew.
      const decision = await decide(client, request, signedIn);
      if (decision.kind === 'consent' && !approved) return { ...found, kind: 'consent', ...decision.granted };
      if (!('granted' in decision)) return { ...found, kind: decision.kind };
      if (!(await waiting.consume(handle, asker))) return refuseOpening(overText);
      if (decision.kind === 'consent') await consents.grant(...describeConsent(client, decision, asker, clock()));
      return await answerWithCode(client, request, decision, asker);
    } catch (error) {
      return { ...answerWithError(client, request, toRefusal(error), signedIn), request };
    }
  }

  async function start(client: Client, request: AuthorizationRequest, asker: Asker): Promise<AuthorizationOutcome> {
    const signedIn = await asker.signedIn(client);
    const decision = await decide(client, request, signedIn);
    if (decision.kind === 'code') return answerWithCode(client, request, decision, asker);
    if (request.prompts.includes('none')) return answerWithError(client, request, silently(decision.kind), signedIn);
    const kept = { handle: await waiting.keep(request, asker), client, request };
    return 'granted' in decision ? { ...kept, kind: 'consent', ...decision.granted } : { ...kept, kind: decision.kind };
  }

  return {
    async begin(query, asker) {
      const opened = await openAuthorizationRequest(query, dependencies);
      if ('why' in opened) return refuseOpening(opened.why, opened.reason);
      const { address, client, parameters, redirectUriSent } = opened;
      try {
        const settled = checkAuthorizationRequest({ ...dependencies, parameters, client });
        const request = { ...settled, ...address, redirectUriSent, clientRowId: client.id, createdAt: clock() };
        return await start(client, request, asker);
      } catch (error) {
        return answerWithError(client, address, toRefusal(error), await asker.signedIn(client));
      }
    },

    find: waiting.find,
    resume: async (handle, asker) => next(await waiting.find(handle, asker), asker),
    approve: async (handle, asker) => next(await waiting.find(handle, asker), asker, true),

    async deny(handle, asker) {
      const found = await waiting.find(handle, asker);
      if (found === null || !(await waiting.consume(handle, asker))) return refuseOpening(overText);
      const error = new OAuthError('access_denied', 'The person said no.');
      const { client, request } = found;
      return { kind: 'redirect', location: errorAnswer(issuer, request, error), client, request, error };
    },
  };
}
