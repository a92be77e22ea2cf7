import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import { type CommonOptions, loadCommandConfig, printResult } from './command-options.ts';
import { CommandFailure, UsageMistake } from './failure.ts';
import { perform } from './perform.ts';
import { readSecret } from './secret-input.ts';

interface GetOptions extends CommonOptions {
  readonly url?: string;
  readonly clientId: string;
  readonly clientSecretFile?: string;
  readonly grant?: string;
  readonly username?: string;
  readonly passwordFile?: string;
  readonly scope?: string;
}

async function tokenParameters(options: GetOptions): Promise<URLSearchParams> {
  const parameters = new URLSearchParams({
    grant_type: options.grant ?? 'client_credentials',
    client_id: options.clientId,
  });
  if (options.scope !== undefined) parameters.set('scope', options.scope);
  if (options.grant === 'password') {
    if (options.username === undefined || options.passwordFile === undefined) {
      throw new UsageMistake('The password grant needs --username and --password-file.');
    }
    parameters.set('username', options.username);
    parameters.set('password', await readSecret({ file: options.passwordFile, name: 'password' }));
  }
  parameters.set('client_secret', await readSecret({ file: options.clientSecretFile, name: 'client secret' }));
  return parameters;
}

/** `grantry token get`: fetches an access token from a running server and prints it alone. */
export async function getToken(options: GetOptions): Promise<void> {
  const { config } = await loadCommandConfig(options);
  const url = options.url ?? config.server.publicUrl ?? `http://${config.server.host}:${config.server.port}`;
  const request = { method: 'POST', body: await tokenParameters(options) };
  const response = await fetch(`${url}/oauth2-token`, request).catch(() => {
    throw new CommandFailure(`There is no server at ${url}. Start one, or say --url.`);
  });
  const body = (await response.json()) as Record<string, string>;
  if (!response.ok) throw new CommandFailure(`${body.error}: ${body.error_description} (${body.error_uri})`);
  printResult(options, body, body.access_token ?? '');
}

interface InspectOptions extends CommonOptions {
  readonly file?: string;
  readonly jwks?: string;
}

async function readToken({ file }: InspectOptions): Promise<string> {
  const content = file === undefined || file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  return content.trim();
}

async function keysFor(options: InspectOptions) {
  if (options.jwks !== undefined) return createRemoteJWKSet(new URL(options.jwks));
  return createLocalJWKSet(await perform(options, 'keys public', {}, { 'keys.generate': false }));
}

/** Says in words what verification found. */
async function judge(token: string, options: InspectOptions): Promise<{ good: boolean; verdict: string }> {
  try {
    await jwtVerify(token, await keysFor(options), { typ: 'at+jwt', clockTolerance: 0 });
    return {
      good: true,
      verdict: 'The signature is right and the token has not expired. Whether it was revoked only the server knows.',
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      return { good: false, verdict: 'The signature is right, but the token has expired.' };
    if (error instanceof errors.JWKSNoMatchingKey)
      return { good: false, verdict: 'It was signed with a key that is not known here.' };
    if (error instanceof errors.JWSSignatureVerificationFailed)
      return { good: false, verdict: 'The signature is wrong.' };
    return { good: false, verdict: `It cannot be verified: ${(error as Error).message}.` };
  }
}

function timesInWords({ exp, iat }: JWTPayload): string {
  const words = (seconds: number | undefined) =>
    seconds === undefined ? 'never' : new Date(seconds * 1000).toISOString();
  const rest = exp === undefined ? 0 : Math.round(exp - Date.now() / 1000);
  const remaining = rest > 0 ? `in ${rest} s` : `${-rest} s ago`;
  return `issued   ${words(iat)}\nexpires  ${words(exp)} (${remaining})`;
}

/** `grantry token inspect`: shows what an access token says and whether it verifies. Exit code 1 when it does not. */
export async function inspectToken(options: InspectOptions): Promise<void> {
  const token = await readToken(options);
  let header: unknown;
  let claims: JWTPayload;
  try {
    header = decodeProtectedHeader(token);
    claims = decodeJwt(token);
  } catch {
    throw new CommandFailure('This is not a JWT: three parts of base64url with dots between them.');
  }
  const { good, verdict } = await judge(token, options);
  const shown = JSON.stringify({ header, claims }, null, 2);
  printResult(options, { header, claims, good, verdict }, `${shown}\n\n${timesInWords(claims)}\n${verdict}`);
  if (!good) process.exitCode = 1;
}
