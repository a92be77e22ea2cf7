import { readForm } from './token-request.ts';

/** The parameters of an authorization request. Unlike at the token endpoint a repetition is told, not thrown. */
export interface AuthorizationParameters {
  get(name: string): string | undefined;
  /** The names that came more than once (RFC 6749 §3.1). */
  readonly repeated: ReadonlySet<string>;
  /** Every `resource`, the one parameter that may repeat (RFC 8707 §2). */
  readonly resources: readonly string[];
}

/**
 * Reads the query of an authorization request (RFC 6749 §3.1, Appendix B). Empty parameters are absent.
 * @throws OAuthError `invalid_request` for text that is not form-encoded UTF-8, or too many parameters.
 */
export function parseAuthorizationParameters(query: string): AuthorizationParameters {
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  const resources: string[] = [];
  for (const [name, value] of readForm(query)) {
    if (name === 'resource') {
      if (value !== '') resources.push(value);
      continue;
    }
    if (values.has(name)) repeated.add(name);
    values.set(name, value);
  }
  return { get: (name) => values.get(name) || undefined, repeated, resources };
}
