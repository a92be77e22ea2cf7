import type { InputCheck } from '../access/input-check.ts';
import { checkRedirectUri } from './redirect-uri.ts';
import type { ScopeDescription } from './resource-server.ts';
import { isScopeToken } from './scope.ts';

const mostScopes = 100;
const longestScope = 100;

/** Why an identifier cannot be that of an API, as a sentence; null where it can (RFC 8707 §2, RFC 9728 §1.2). */
export function whyNoApiIdentifier(identifier: string): string | null {
  const why = checkRedirectUri(identifier);
  if (why !== null) return `The identifier is refused: ${why}.`;
  return /^https?:/.test(identifier) ? null : 'The identifier is an https URI; http only on loopback.';
}

/** Checks the scopes of an API and gives them in the form in which they are kept. */
export function checkApiScopes(check: InputCheck, scopes: readonly ScopeDescription[]): readonly ScopeDescription[] {
  if (scopes.length > mostScopes) check.refuse('scopes', `An API has at most ${mostScopes} scopes.`);
  const names = scopes.map(({ scope }) => scope);
  if (new Set(names).size < names.length) check.refuse('scopes', 'Each scope has a name of its own.');
  if (!names.every((name) => name.length <= longestScope && isScopeToken(name))) {
    const rule = `1 to ${longestScope} printable ASCII characters without spaces, quotes and backslashes`;
    check.refuse('scopes', `The name of a scope has ${rule}.`);
  }
  return scopes.map(({ scope, sentence }) => ({
    scope,
    sentence: check.line('scopes', sentence, `The sentence about a scope`),
  }));
}
