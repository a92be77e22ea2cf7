/** How a client wants the person to be asked (OpenID Connect Core §3.1.2.1, which OAuth clients use too). */
export type Prompt = 'none' | 'login' | 'consent' | 'select_account';

/** An authorization request that was checked. What is approved later is this and nothing that is posted. */
export interface AuthorizationRequest {
  readonly clientRowId: string;
  /** The one that was presented, with the port of a native application; or the only one registered. */
  readonly redirectUri: string;
  /** Whether the request named it; a client without PKCE must name it again (RFC 6749 §4.1.3). */
  readonly redirectUriSent: boolean;
  /** Given back as it came; null where none was sent. */
  readonly state: string | null;
  /** What was asked for; null for everything the application is allowed. */
  readonly scope: readonly string[] | null;
  /** The identifier of the API (RFC 8707 §2). */
  readonly resource: string;
  /** An S256 challenge; null only for an application that an administrator exempted (RFC 7636 §4.3). */
  readonly codeChallenge: string | null;
  readonly prompts: readonly Prompt[];
  /** Seconds since the person typed a password, at most; null for any. */
  readonly maxAge: number | null;
  /** What to put into the name field of the sign-in page. */
  readonly loginHint: string | null;
  readonly createdAt: Date;
}

/** Keeps requests while their people sign in and consent. They are found by the keyed hash of handle and browser. */
export interface AuthorizationRequestStore {
  insert(hash: Uint8Array, request: AuthorizationRequest, expiresAt: Date): Promise<void>;
  /** Null for one that is unknown, consumed or expired. */
  find(hash: Uint8Array, now: Date): Promise<AuthorizationRequest | null>;
  /** Uses a request up, atomically. False when it is not good (any more). */
  consume(hash: Uint8Array, now: Date): Promise<boolean>;
}
