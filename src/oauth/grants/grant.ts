import type { Subject } from '../../access/subject.ts';
import type { Authority } from '../authority.ts';
import type { Client, GrantType } from '../client.ts';
import type { Conclusion } from '../refresh-token.ts';
import type { RequestParameters } from '../token-request.ts';

/** What a grant may look at. The client is authenticated and allowed to use the grant. */
export interface GrantRequest {
  readonly client: Client;
  /** What the client has when it acts for its owner; null without one. */
  readonly clientAuthority: Authority | null;
  readonly parameters: RequestParameters;
  readonly now: Date;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** What a grant proved. The endpoint does the rest, the same for all (scope, signing, recording). */
export interface Proof {
  readonly subject: Subject;
  readonly authority: Authority;
  /** What was granted before and bounds what can be had now; null where nothing was. */
  readonly grantedScope: readonly string[] | null;
  /** The API the tokens are bound to already; null where the request may choose one of the client's side. */
  readonly resource: string | null;
  /**
   * Writes down what must be written once scope and API are settled: uses up what works once and stores its successor,
   * in one transaction. Null where there is nothing to write.
   */
  readonly conclude: ((scope: readonly string[], resource: string) => Promise<Conclusion>) | null;
}

/** One grant type: it proves, the token endpoint issues (RFC 6749 §1.3). */
export interface Grant {
  readonly type: GrantType;
  readonly openToPublicClients: boolean;
  /** @throws OAuthError when the request does not prove what it must. */
  validate(request: GrantRequest): Promise<Proof>;
}

/** The grants that are offered at the moment, by their type. */
export interface GrantTable {
  get(type: string): Grant | undefined;
}
