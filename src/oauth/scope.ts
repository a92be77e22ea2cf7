import { OAuthError } from './oauth-error.ts';

const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const longestScope = 4096;

/** Tells whether a text can be the name of a scope (RFC 6749 §3.3). */
export function isScopeToken(text: string): boolean {
  return scopeToken.test(text);
}

/**
 * Reads a space-separated scope. Order is kept, duplicates collapse (RFC 6749 §3.3).
 * @throws OAuthError `invalid_scope` for characters outside the allowed set or an absurd length.
 */
export function parseScope(text: string): string[] {
  const tokens = text.length > longestScope ? [''] : text.split(' ').filter((token) => token !== '');
  if (tokens.length === 0 || !tokens.every((token) => scopeToken.test(token))) {
    throw new OAuthError('invalid_scope', 'The scope is a list of names separated by single spaces.');
  }
  return [...new Set(tokens)];
}

/** Writes scopes the way the wire and the `scope` claim carry them. */
export function formatScope(scopes: readonly string[]): string {
  return scopes.join(' ');
}

/**
 * What is granted: everything allowed where nothing was asked for, else exactly what was asked for (RFC 6749 §3.3).
 * Nothing is silently widened or narrowed.
 * @throws OAuthError `invalid_scope` when something asked for is not allowed.
 */
export function grantScope(requested: readonly string[] | null, allowed: readonly string[]): readonly string[] {
  if (requested === null) return allowed;
  const refused = requested.filter((scope) => !allowed.includes(scope));
  if (refused.length > 0) {
    throw new OAuthError('invalid_scope', 'This application may not ask for all of the requested scope here.', {
      detail: `not allowed: ${refused.slice(0, 20).join(' ')}`,
      reason: {
        cause: 'scope',
        text: `Not allowed: ${refused.slice(0, 20).join(' ')}. Allowed at the moment: ${allowed.join(' ') || 'nothing'}.`,
      },
    });
  }
  return requested;
}
