import type { AuthorizationParameters } from './authorization-parameters.ts';
import type { AuthorizationRequest, Prompt } from './authorization-request.ts';
import { type Client, mayUseGrant } from './client.ts';
import { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
import { isCodeChallenge } from './pkce.ts';
import { chooseResource } from './resource-indicator.ts';
import type { ResourceServers } from './resource-server.ts';
import { parseScope } from './scope.ts';
import type { SigningKeys } from './signing-key.ts';

/** What a check looks at. The client is known and its redirect URI trusted. */
export interface CheckedRequest {
  readonly parameters: AuthorizationParameters;
  readonly client: Client;
  readonly resourceServers: ResourceServers;
  readonly keys: SigningKeys;
  /** Whether the server gives codes at all. */
  readonly codesEnabled: () => boolean;
}

/** What the checks settle of a request, in the end all of it. */
type Settled = Omit<AuthorizationRequest, 'clientRowId' | 'redirectUri' | 'redirectUriSent' | 'state' | 'createdAt'>;

interface Check {
  readonly name: string;
  readonly section: string;
  /** Gives what it settles. @throws OAuthError */
  readonly settle: (request: CheckedRequest) => Partial<Settled>;
}

const longestScope = 1024;
const longestHint = 320;
const prompts: readonly Prompt[] = ['none', 'login', 'consent', 'select_account'];

function refuse(description: string, code: OAuthErrorCode = 'invalid_request'): never {
  throw new OAuthError(code, description);
}

function refuseChallenge(description: string): never {
  throw new OAuthError('invalid_request', description, { reason: { cause: 'pkce' } });
}

function settleResponseType({ parameters }: CheckedRequest): Partial<Settled> {
  const type = parameters.get('response_type');
  if (type === undefined) refuse('The parameter response_type is missing; it is code.');
  if (type !== 'code') refuse('The one response_type here is code.', 'unsupported_response_type');
  return {};
}

function settleCodeChallenge({ parameters, client }: CheckedRequest): Partial<Settled> {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === undefined) {
    if (method !== undefined) refuseChallenge('There is a code_challenge_method, but no code_challenge.');
    if (client.pkceRequired) refuseChallenge('PKCE is required: send code_challenge and code_challenge_method=S256.');
    return { codeChallenge: null };
  }
  if (method !== 'S256')
    refuseChallenge('The one code_challenge_method here is S256; send it with the code_challenge.');
  if (!isCodeChallenge(challenge)) refuseChallenge('An S256 code_challenge has 43 characters of base64url.');
  return { codeChallenge: challenge };
}

function settleScope({ parameters }: CheckedRequest): Partial<Settled> {
  const text = parameters.get('scope');
  if (text === undefined) return { scope: null };
  if (text.length > longestScope) refuse(`A scope has at most ${longestScope} characters here.`, 'invalid_scope');
  return { scope: parseScope(text) };
}

function settlePrompts({ parameters }: CheckedRequest): Partial<Settled> {
  const wanted = new Set(parameters.get('prompt')?.split(' ').filter(Boolean));
  const known = prompts.filter((prompt) => wanted.has(prompt));
  if (known.length < wanted.size) refuse(`The prompt is some of ${prompts.join(', ')}.`);
  if (wanted.has('none') && wanted.size > 1) refuse('The prompt none stands alone.');
  return { prompts: known };
}

function settleMaxAge({ parameters }: CheckedRequest): Partial<Settled> {
  const text = parameters.get('max_age');
  if (text === undefined) return { maxAge: null };
  if (!/^\d{1,9}$/.test(text)) refuse('max_age is a number of seconds.');
  return { maxAge: Number(text) };
}

function settleLoginHint({ parameters }: CheckedRequest): Partial<Settled> {
  const hint = parameters.get('login_hint');
  return { loginHint: hint === undefined || hint.length > longestHint || hint.includes('\0') ? null : hint };
}

/** The checks of an authorization request, in the order in which they are made. */
const checks: readonly Check[] = [
  {
    name: 'no parameter repeats',
    section: 'RFC 6749 §3.1',
    settle: ({ parameters }) => (parameters.repeated.size > 0 ? refuse('A parameter appears more than once.') : {}),
  },
  {
    name: 'parameters come in the query alone',
    section: 'RFC 9101 §6.3',
    settle({ parameters }) {
      if (parameters.get('request') !== undefined)
        refuse('Request objects are not read here.', 'request_not_supported');
      if (parameters.get('request_uri') === undefined) return {};
      return refuse('Nothing is fetched from a request_uri.', 'request_uri_not_supported');
    },
  },
  { name: 'a code is asked for', section: 'RFC 6749 §4.1.1', settle: settleResponseType },
  {
    name: 'the answer goes into the query',
    section: 'OAuth 2.0 Multiple Response Types §2.1',
    settle: ({ parameters }) =>
      (parameters.get('response_mode') ?? 'query') === 'query' ? {} : refuse('The one response_mode here is query.'),
  },
  {
    name: 'the application may use codes',
    section: 'RFC 6749 §4.1.2.1',
    settle({ client, codesEnabled }) {
      if (!codesEnabled()) refuse('This server gives no authorization codes.', 'unauthorized_client');
      if (mayUseGrant(client, 'authorization_code')) return {};
      const text = `The application was created for ${client.grantTypes.join(', ') || 'no grant type'}, not for authorization_code.`;
      throw new OAuthError('unauthorized_client', 'This application was not created for authorization codes.', {
        reason: { cause: 'grant', text },
      });
    },
  },
  { name: 'the code is bound to its client', section: 'RFC 7636 §4.4.1', settle: settleCodeChallenge },
  { name: 'the scope is well formed', section: 'RFC 6749 §3.3', settle: settleScope },
  {
    name: 'the API is one of the application',
    section: 'RFC 8707 §2',
    settle: ({ parameters, client, resourceServers }) => ({
      resource: chooseResource(resourceServers, client, { bound: null, wanted: parameters.resources }).identifier,
    }),
  },
  { name: 'the prompt is known', section: 'OpenID Connect Core §3.1.2.1', settle: settlePrompts },
  { name: 'the age is a number', section: 'OpenID Connect Core §3.1.2.1', settle: settleMaxAge },
  { name: 'a hint is only a hint', section: 'OpenID Connect Core §3.1.2.1', settle: settleLoginHint },
  {
    name: 'there is a key to sign tokens with',
    section: 'RFC 6749 §4.1.2.1',
    settle: ({ keys }) => (keys.current() === null ? refuse('The encryption key does not exist.', 'server_error') : {}),
  },
];

/**
 * Makes every check of a request whose client and redirect URI are good.
 * @throws OAuthError of the first check that fails, for the client to know; `detail` names the check.
 */
export function checkAuthorizationRequest(request: CheckedRequest): Settled {
  const settled = {};
  for (const { name, section, settle } of checks) {
    try {
      Object.assign(settled, settle(request));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      const { code, description, reason } = error;
      const detail = `check failed: ${name} (${section})`;
      throw new OAuthError(code, description, { detail, ...(reason && { reason }) });
    }
  }
  return settled as Settled;
}
