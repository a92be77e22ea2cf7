import type { Authorities } from './authority.ts';
import { type AuthorizationParameters, parseAuthorizationParameters } from './authorization-parameters.ts';
import type { AnswerAddress } from './authorization-response.ts';
import type { Client, ClientStore } from './client.ts';
import { matchRedirectUri } from './redirect-uri.ts';
import type { RefusalReason } from './refusal-reason.ts';

export interface OpeningDependencies {
  readonly clients: ClientStore;
  readonly authorities: Authorities;
}

/** A request whose answer may be sent where it says: everything else that is wrong is told to the client. */
interface OpenedRequest {
  readonly parameters: AuthorizationParameters;
  readonly client: Client;
  readonly address: AnswerAddress;
  readonly redirectUriSent: boolean;
}

interface Untrusted {
  readonly why: string;
  readonly reason?: RefusalReason;
}

const clientIdForm = /^[A-Za-z0-9_-]{32}$/;
const longestState = 4096;
/** How much a reason quotes. */
const mostListed = 10;
const longestListed = 500;

async function findClient(
  parameters: AuthorizationParameters,
  { clients, authorities }: OpeningDependencies,
): Promise<Client | Untrusted> {
  if (parameters.repeated.has('client_id')) return { why: 'The parameter client_id appears more than once.' };
  const clientId = parameters.get('client_id');
  if (clientId === undefined) return { why: 'The parameter client_id is missing.' };
  const client = clientIdForm.test(clientId) ? await clients.findByClientId(clientId) : null;
  const text = client && (await authorities.clientStanding(client)).whyNot;
  if (client !== null && text === null) return client;
  const reason =
    text === null
      ? ({ cause: 'client-unknown', text: 'There is no application with this id.' } as const)
      : ({ cause: 'client-inactive', text } as const);
  return { why: 'The application is unknown, or may not be used at the moment.', reason };
}

/** Finds where the answer goes: the URI that was sent, if it is registered, or the only registered one. */
function findRedirectUri({ redirectUris }: Client, parameters: AuthorizationParameters): string | Untrusted {
  if (parameters.repeated.has('redirect_uri')) return { why: 'The parameter redirect_uri appears more than once.' };
  const sent = parameters.get('redirect_uri');
  const [only, ...others] = redirectUris;
  const refuse = (why: string, text = why): Untrusted => ({ why, reason: { cause: 'redirect-uri', text } });
  if (only === undefined) return refuse('The application has no redirect URI.');
  if (sent === undefined) {
    return others.length === 0 ? only : refuse('The application has several redirect URIs; the request must name one.');
  }
  const isRegistered = redirectUris.some((registered) => matchRedirectUri(registered, sent));
  if (isRegistered) return sent;
  const registered = redirectUris.slice(0, mostListed).join(' ');
  return refuse(
    'The redirect URI is none of those registered for the application.',
    `redirect_uri does not match: got ${sent.slice(0, longestListed)} – registered: ${registered}`,
  );
}

/**
 * Finds out who asks and where the answer may go, before anything else is looked at (RFC 6749 §3.1.2.3 and §4.1.2.1,
 * RFC 9700 §4.1.3). Where that cannot be trusted, `why` is for the person in front of the browser, and no redirect.
 * @throws OAuthError `invalid_request` for a query that cannot be read.
 */
export async function openAuthorizationRequest(
  query: string,
  dependencies: OpeningDependencies,
): Promise<OpenedRequest | Untrusted> {
  const parameters = parseAuthorizationParameters(query);
  const client = await findClient(parameters, dependencies);
  if ('why' in client) return client;
  const redirectUri = findRedirectUri(client, parameters);
  if (typeof redirectUri !== 'string') return redirectUri;
  const state = parameters.get('state') ?? null;
  if ((state?.length ?? 0) > longestState) return { why: `The state is longer than ${longestState} characters.` };
  const address = { redirectUri, state: parameters.repeated.has('state') ? null : state };
  return { parameters, client, address, redirectUriSent: parameters.get('redirect_uri') !== undefined };
}
