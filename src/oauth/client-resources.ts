import type { InputCheck } from '../access/input-check.ts';
import type { Reach } from '../access/reach.ts';
import type { Side } from '../access/subject.ts';
import type { Client, ClientApi } from './client.ts';
import type { ResourceServer } from './resource-server.ts';

const mostApis = 50;
const mostOrigins = 50;
const loopbackOrigin = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::[0-9]+)?$/;

/** The further APIs that a client is to be allowed, and what judging them needs. */
interface JudgedApis {
  readonly apis: readonly ClientApi[];
  readonly side: Side;
  readonly reach: Reach;
  /** Every API that is registered at the moment. */
  readonly known: readonly ResourceServer[];
  readonly current: readonly ClientApi[];
}

function scopesOf(apis: readonly ClientApi[], identifier: string): readonly string[] | null {
  return apis.find((api) => api.identifier === identifier)?.scopes ?? null;
}

/** Tells whether some APIs and scopes are all among others. */
function isWithin(apis: readonly ClientApi[], others: readonly ClientApi[]): boolean {
  return apis.every(({ identifier, scopes }) => {
    const held = scopesOf(others, identifier);
    return held !== null && scopes.every((scope) => held.includes(scope));
  });
}

/** Tells whether two lists allow the same, whatever their order. */
export function sameApis(one: readonly ClientApi[], other: readonly ClientApi[]): boolean {
  return isWithin(one, other) && isWithin(other, one);
}

function checkApi(check: InputCheck, { identifier, scopes }: ClientApi, { known, side }: JudgedApis): void {
  const server = known.find((each) => each.identifier === identifier && each.side === side);
  if (server === undefined) {
    check.refuse('apis', 'Each API is one that is registered for the same side.');
    return;
  }
  const names = server.scopes.map(({ scope }) => scope);
  if (scopes.every((scope) => names.includes(scope))) return;
  check.refuse('apis', `The scopes of ${server.name} are ${names.join(', ') || 'none'}.`);
}

/**
 * Checks the registered APIs that a client is allowed, and gives them in the form in which they are kept. Only
 * administrators allow more than there was; what was allowed before may stay.
 */
export function checkClientApis(check: InputCheck, judged: JudgedApis): readonly ClientApi[] {
  const { apis, current, reach } = judged;
  if (isWithin(apis, current)) return compact(apis);
  if (apis.length > mostApis) check.refuse('apis', `An application has at most ${mostApis} further APIs.`);
  if (new Set(apis.map(({ identifier }) => identifier)).size < apis.length) {
    check.refuse('apis', 'Name each API once.');
  }
  if (reach.level !== 'organization' && reach.level !== 'global') {
    check.refuse('apis', 'Only administrators allow an application further APIs.');
  }
  for (const api of apis.slice(0, mostApis)) if (!isWithin([api], current)) checkApi(check, api, judged);
  return compact(apis);
}

function compact(apis: readonly ClientApi[]): readonly ClientApi[] {
  return apis.map(({ identifier, scopes }) => ({ identifier, scopes: [...new Set(scopes)] }));
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.origin !== text || text.includes('*')) return false;
  return url.protocol === 'https:' || loopbackOrigin.test(text);
}

/** Checks the origins whose scripts may fetch the tokens of a client (Fetch, CORS protocol). */
export function checkCorsOrigins(check: InputCheck, origins: Client['corsOrigins']): readonly string[] {
  const field = 'corsOrigins';
  if (origins.length > mostOrigins) check.refuse(field, `An application has at most ${mostOrigins} origins.`);
  origins.slice(0, mostOrigins).forEach((origin, at) => {
    if (isOrigin(origin)) return;
    const form = 'https://shop.example.com in lower case without a path; http only on loopback';
    check.refuse(field, `Origin number ${at + 1} is refused: write it as ${form}.`);
  });
  return [...new Set(origins)];
}
