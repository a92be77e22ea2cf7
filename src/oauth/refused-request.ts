import type { ShownParameter } from './refusal.ts';
import { readPairs } from './token-request.ts';

/** What is looked at of a refused request. */
export interface RefusedInput {
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  /** The query of an authorization request; null for requests with a body. */
  readonly query: string | null;
  /** Every `Authorization` header, as it came. */
  readonly authorization: readonly string[];
}

/** What a request says of itself, proved or not. */
export interface ReadRequest {
  readonly clientId: string | null;
  readonly grantType: string | null;
  /** Makes the copy that may be kept. */
  readonly redacted: () => RedactedRequest;
}

/** A refused request as it may be kept. */
interface RedactedRequest {
  readonly parameters: readonly ShownParameter[];
  /** Hides in a sentence what the request holds of secrets. */
  redact(text: string): string;
}

const mostShown = 40;
const longestName = 64;
const longestText = 2000;
const printable = /^[\x20-\x7e]*$/;

/** The parameters whose values are shown, each as long as the value has the form that it must have. */
const shownForms: Readonly<Record<string, RegExp>> = {
  client_id: /^[A-Za-z0-9_-]{32}$/,
  grant_type: /^(?:[a-z_]{1,24}|urn:ietf:params:oauth:grant-type:[a-z0-9-]{1,40})$/i,
  response_type: /^[a-z_ ]{1,40}$/,
  response_mode: /^[a-z_.]{1,20}$/,
  code_challenge_method: /^[A-Za-z0-9]{1,10}$/,
  prompt: /^[a-z_ ]{1,60}$/,
  max_age: /^\d{1,9}$/,
  token_type_hint: /^[a-z_]{1,20}$/,
  scope: /^[\x21-\x7e][\x20-\x7e]{0,499}$/,
  scopes: /^[\x21-\x7e][\x20-\x7e]{0,499}$/,
  resource: /^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,300}$/i,
  redirect_uri: /^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,500}$/i,
};

/** The parameters that are known, but whose values are nobody's business. */
const hiddenNames: ReadonlySet<string> = new Set([
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'username',
  'password',
  'code',
  'code_verifier',
  'code_challenge',
  'refresh_token',
  'access_token',
  'id_token',
  'id_token_hint',
  'login_hint',
  'token',
  'assertion',
  'subject_token',
  'actor_token',
  'device_code',
  'visitor_access_token',
  'state',
  'nonce',
  'request',
  'request_uri',
  'claims',
  'display',
  'ui_locales',
]);

/** Everything that has the form of a credential, wherever it stands: ours, JWTs, and what URIs like to carry. */
const credentialForms: readonly [form: RegExp, replacement: string][] = [
  [/\b(?:grs_(?:bo|sf|rs)|gac|grt)_[A-Za-z0-9_-]+/g, '[hidden]'],
  [/\beyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)+/g, '[hidden]'],
  [/(:\/\/)[^/?#\s]*@/g, '$1[hidden]@'],
  [
    /([?&#](?:code|state|session|sid|sig|signature|key|[a-z_-]{0,40}(?:token|secret|password|api_?key)[a-z_-]{0,40})=)[^&#\s]+/gi,
    '$1[hidden]',
  ],
];

const shortestSecret = 4;

function createRedaction(secrets: readonly string[]): (text: string) => string {
  const long = secrets.filter((secret) => secret.length >= shortestSecret);
  return (text) => {
    const withoutForms = credentialForms.reduce((rest, [form, mark]) => rest.replace(form, mark), text);
    const hidden = long.reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), withoutForms);
    return hidden.length > longestText ? `${hidden.slice(0, longestText)}…` : hidden;
  };
}

type Pair = readonly [name: string, value: string];

/** Reads what can be read; null for a body that is neither form nor JSON. */
function pairsOf({ body, contentType, query }: RefusedInput): readonly Pair[] | null {
  try {
    if (query === null) return readPairs(contentType, body);
    return readPairs('application/x-www-form-urlencoded', new TextEncoder().encode(query));
  } catch {
    return null;
  }
}

/** The two parts of HTTP Basic credentials, as far as they can be read. */
function basicPairs([header]: readonly string[]): Pair[] {
  if (header === undefined) return [];
  try {
    const text = atob(/^basic +(\S{1,4096})$/i.exec(header)?.[1] ?? '');
    const colon = text.indexOf(':');
    if (colon < 0) return [['Authorization', header]];
    return [
      ['Authorization client_id', decodeURIComponent(text.slice(0, colon).replaceAll('+', ' '))],
      ['Authorization client_secret', decodeURIComponent(text.slice(colon + 1).replaceAll('+', ' '))],
    ];
  } catch {
    return [['Authorization', header]];
  }
}

function isKnown(name: string): boolean {
  return Object.hasOwn(shownForms, name) || hiddenNames.has(name) || /^Authorization\b/.test(name);
}

function show([name, value]: Pair, redact: (text: string) => string): ShownParameter {
  const plainName = name.replace('Authorization ', '');
  const form = Object.hasOwn(shownForms, plainName) ? shownForms[plainName] : undefined;
  const isShown = form?.test(value) === true && printable.test(value);
  return {
    name: isKnown(name) ? name.slice(0, longestName) : null,
    value: isShown ? redact(value) : null,
    length: [...value].length,
  };
}

/** The content type, which is often what is wrong; its parameters are left out. */
function showContentType({ body, contentType, query }: RefusedInput): ShownParameter[] {
  if (query !== null) return [];
  const type = (contentType ?? '').split(';', 1)[0]?.trim() ?? '';
  const value = /^[a-z]{1,20}\/[a-z0-9.+-]{1,60}$/i.test(type) ? type : null;
  return [
    { name: 'Content-Type', value: contentType === undefined ? 'none' : value, length: (contentType ?? '').length },
    { name: 'Content-Length', value: String(body.length), length: String(body.length).length },
  ];
}

function clientIdOf(pairs: readonly Pair[]): string | null {
  const ids = pairs.filter(([name]) => name === 'client_id' || name === 'Authorization client_id');
  const [first] = ids;
  const isOne = first !== undefined && ids.every(([, value]) => value === first[1]);
  return isOne && shownForms.client_id?.test(first[1]) ? first[1] : null;
}

/**
 * Reads a refused request, as far as it can be read. The copy of it that may be kept has the names of parameters that are
 * known, the values of those that hold no credential by their definition, and of everything else how long it is.
 */
export function readRefusedRequest(input: RefusedInput): ReadRequest {
  const all = [...basicPairs(input.authorization), ...(pairsOf(input) ?? [])];
  const types = all.filter(([name]) => name === 'grant_type');
  return {
    clientId: clientIdOf(all),
    grantType: types.length === 1 ? (types[0]?.[1] ?? null) : null,
    redacted: () => redact(input, all),
  };
}

function redact(input: RefusedInput, all: readonly Pair[]): RedactedRequest {
  const secrets = all.filter(([name]) => !Object.hasOwn(shownForms, name.replace('Authorization ', '')));
  const hide = createRedaction(secrets.map(([, value]) => value));
  const shown = all.slice(0, mostShown).map((pair) => show(pair, hide));
  return { parameters: [...showContentType(input), ...shown], redact: hide };
}
