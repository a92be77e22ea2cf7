/** What a refusal comes down to; advice goes by it. */
export const refusalCauses = [
  'client-unknown',
  'client-inactive',
  'credentials',
  'secret',
  'secret-expired',
  'throttled',
  'grant',
  'request',
  'scope',
  'resource',
  'person',
  'code',
  'code-mismatch',
  'refresh-token',
  'standing-changed',
  'signing-key',
  'redirect-uri',
  'pkce',
  'not-silent',
  'denied',
  'unexpected',
] as const;
export type RefusalCause = (typeof refusalCauses)[number];

/** Why a request was really refused, for who runs the application. It is never answered and never logged. */
export interface RefusalReason {
  readonly cause: RefusalCause;
  /** A sentence, which may quote the request; the description of the error where left out. */
  readonly text?: string;
  /** What tells of a person, and only administrators read in the place of the text. */
  readonly aboutPerson?: string;
  /** The keyed hash of a secret that was presented, to find out whether it once was a good one. */
  readonly secretHash?: Uint8Array;
}
