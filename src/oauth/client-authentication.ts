import type { Authorities, Authority } from './authority.ts';
import type { Client, ClientStore, ClientUsageRecorder } from './client.ts';
import { hashClientSecret, matchClientSecret } from './client-secret.ts';
import type { Cryptography } from './cryptography.ts';
import { OAuthError } from './oauth-error.ts';
import type { RefusalReason } from './refusal-reason.ts';
import type { RequestParameters } from './token-request.ts';

/** A client that proved who it is, or a public one that cannot. */
export interface AuthenticatedClient {
  readonly client: Client;
  /** Which secret proved it; null for a public client. */
  readonly secretId: string | null;
  /** What it has when it acts for its owner; null without one. */
  readonly authority: Authority | null;
}

/** A name and a secret, as a request presents them. */
interface PresentedCredentials {
  readonly clientId: string;
  readonly secret: string | undefined;
}

/** The parts of a request that can authenticate a client. */
export interface ClientAuthenticationInput {
  /** Every `Authorization` header of the request, as it came. */
  readonly authorization: readonly string[];
  readonly parameters: RequestParameters;
  readonly now: Date;
  /** From where it came; null where that is of no interest. */
  readonly address: string | null;
}

export interface ClientAuthenticationDependencies {
  readonly clients: ClientStore;
  readonly authorities: Authorities;
  readonly cryptography: Cryptography;
  readonly usage: Pick<ClientUsageRecorder, 'secretRefused'>;
}

const clientIdForm = /^[A-Za-z0-9_-]{32}$/;

/** One text for every reason, so that nobody learns which it was. The true one is for the log and the owner alone. */
export function unauthenticated(detail: string, reason: RefusalReason): OAuthError {
  return new OAuthError('invalid_client', 'The client is unknown, its secret is wrong, or it may not be used.', {
    detail,
    reason,
  });
}

function malformed(text: string): OAuthError {
  return unauthenticated(text, { cause: 'credentials', text });
}

function decodeBasicPart(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** Reads HTTP Basic credentials; both parts are form-encoded inside (RFC 6749 §2.3.1). */
function readBasic(header: string): PresentedCredentials {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (encoded === undefined || encoded.length > 4096)
    throw malformed('The Authorization header is not of the form “Basic base64”.');
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const pair = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const colon = pair.indexOf(':');
    if (colon < 0) throw new Error('no colon');
    return { clientId: decodeBasicPart(pair.slice(0, colon)), secret: decodeBasicPart(pair.slice(colon + 1)) };
  } catch {
    throw malformed('The Basic credentials are not base64 of form-encoded “client_id:client_secret”.');
  }
}

/**
 * Finds the one method the request uses (RFC 6749 §2.3: never two).
 * @throws OAuthError `invalid_client` for none, `invalid_request` for two.
 */
export function readCredentials({
  authorization,
  parameters,
}: Omit<ClientAuthenticationInput, 'now' | 'address'>): PresentedCredentials {
  const bodyId = parameters.get('client_id');
  const [header] = authorization;
  const methods = [header !== undefined, parameters.has('client_secret'), parameters.has('client_assertion')];
  if (methods.filter(Boolean).length > 1) {
    throw new OAuthError(
      'invalid_request',
      'Authenticate in one way: with the Authorization header, or with client_secret.',
      { reason: { cause: 'credentials' } },
    );
  }
  if (header === undefined) {
    if (bodyId === undefined)
      throw malformed('The request names no client: it has neither a client_id nor an Authorization header.');
    return { clientId: bodyId, secret: parameters.get('client_secret') };
  }
  if (authorization.length > 1) throw malformed('There is more than one Authorization header.');
  const credentials = readBasic(header);
  if (bodyId !== undefined && bodyId !== credentials.clientId) {
    const description = 'The client_id of the body is not the one of the Authorization header.';
    throw new OAuthError('invalid_request', description, { reason: { cause: 'credentials' } });
  }
  return credentials;
}

/** The client that a request names, proved or not; null where it names none in one way. */
export function namedClientId(input: Omit<ClientAuthenticationInput, 'now' | 'address'>): string | null {
  try {
    const { clientId } = readCredentials(input);
    return clientIdForm.test(clientId) ? clientId : null;
  } catch {
    return null;
  }
}

function whyNotProved({ confidential }: Client, secret: string | undefined, secretHash: Uint8Array): RefusalReason {
  if (!confidential) {
    const text = 'The application is public and has no secret, but the request carries one.';
    return { cause: 'credentials', text };
  }
  if (secret === undefined) {
    return { cause: 'secret', text: 'The application is confidential, but the request carries no client secret.' };
  }
  return { cause: 'secret', text: 'The client secret that was sent is none of the application’s.', secretHash };
}

/**
 * Authenticates the client of a request, or recognises a public one (RFC 6749 §2.3, §3.2.1). Does the same work
 * whatever is wrong.
 * @throws OAuthError `invalid_client` for every failed proof, `invalid_request` for two methods at once.
 */
export async function authenticateClient(
  input: ClientAuthenticationInput,
  { clients, authorities, cryptography, usage }: ClientAuthenticationDependencies,
): Promise<AuthenticatedClient> {
  const { clientId, secret } = readCredentials(input);
  const client = clientIdForm.test(clientId) ? await clients.findByClientId(clientId) : null;
  const hash = hashClientSecret(secret ?? '', cryptography);
  const match = matchClientSecret(hash, client?.secrets ?? [], input.now, cryptography);
  if (secret !== undefined && match === null) usage.secretRefused(client?.id ?? null, hash, input.address);
  if (client === null) {
    throw unauthenticated('unknown client', { cause: 'client-unknown', text: 'There is no application with this id.' });
  }
  const proved = client.confidential ? match !== null : secret === undefined;
  if (!proved) {
    throw unauthenticated(`wrong or missing secret for ${client.clientId}`, whyNotProved(client, secret, hash));
  }
  const { authority, whyNot } = await authorities.clientStanding(client);
  if (whyNot !== null) {
    throw unauthenticated(`${client.clientId} is inactive, or its owner or organization is`, {
      cause: 'client-inactive',
      text: whyNot,
    });
  }
  return { client, secretId: match?.id ?? null, authority };
}
