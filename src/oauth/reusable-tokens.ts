import type { AccessTokenFacts, MintedAccessToken, MintingContext } from './access-token.ts';
import type { RevocationId, Revocations } from './revocation.ts';
import { formatScope } from './scope.ts';

/** An answer of the token endpoint (RFC 6749 §5.1) that has been given before and can be given again. */
export interface ReusableAnswer {
  /** Seconds for which its token is good from now on, rounded down; at least one. */
  readonly expiresIn: number;
  /** What the answer says after `expires_in`, as JSON text. */
  readonly rest: string;
}

/** The tokens that can be answered again (ADR 0039). No method throws. */
export interface ReusableTokens {
  /** The last answer for the same, while its token is fresh and was not revoked (RFC 7009); null for none. */
  find(facts: AccessTokenFacts, context: MintingContext): ReusableAnswer | null;
  /** Remembers an answer, instead of an earlier one for the same. */
  keep(facts: AccessTokenFacts, context: MintingContext, token: MintedAccessToken, rest: string): void;
}

interface Kept {
  readonly revocationId: RevocationId;
  readonly rest: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly freshUntil: number;
  readonly expiresAt: number;
}

/** How much of a token's life may be spent when it is answered again: what is left must be worth having. */
const freshPercent = 80;

/**
 * Everything that makes two tokens different beside `jti` and times. The epoch stands for the state of the application,
 * its owner and their organization: with it goes what was remembered.
 */
function keyOf({ client, epoch, resource, scope }: AccessTokenFacts, context: MintingContext): string {
  const { issuer, key, lifetime } = context;
  // None of the parts holds a line break: URIs and scopes cannot, and the others are ours.
  return `${client.id}\n${epoch}\n${resource}\n${formatScope(scope)}\n${key.kid}\n${lifetime}\n${issuer}`;
}

/**
 * Makes the memory of one node for tokens that applications may be answered again. It is bounded: beyond `capacity` the
 * one goes that was not asked for the longest. What it is asked about has been proved; it proves nothing.
 */
export function createReusableTokens(revocations: Revocations, capacity = 10_000): ReusableTokens {
  const kept = new Map<string, Kept>();

  function mayBeRevoked(id: RevocationId): boolean {
    try {
      return revocations.has(id);
    } catch {
      // Nobody knows at the moment what other nodes revoked; a new token was revoked by none of them.
      return true;
    }
  }

  return {
    find(facts, context) {
      const key = keyOf(facts, context);
      const found = kept.get(key);
      if (found === undefined) return null;
      const now = context.now.getTime();
      // A clock that was set back must not let it live longer.
      if (now < found.from || now >= found.freshUntil || mayBeRevoked(found.revocationId)) return null;
      kept.delete(key);
      kept.set(key, found);
      return { expiresIn: Math.floor((found.expiresAt - now) / 1000), rest: found.rest };
    },

    keep(facts, context, { exp, iat, jti }, rest) {
      const key = keyOf(facts, context);
      const freshFor = Math.floor(((exp - iat) * freshPercent) / 100);
      kept.delete(key);
      kept.set(key, {
        revocationId: `token:${jti}`,
        rest,
        from: iat * 1000,
        freshUntil: (iat + freshFor) * 1000,
        expiresAt: exp * 1000,
      });
      if (kept.size <= capacity) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
  };
}
