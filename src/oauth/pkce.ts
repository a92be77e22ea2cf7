import type { Cryptography } from './cryptography.ts';

const verifierForm = /^[A-Za-z0-9\-._~]{43,128}$/;
/** A SHA-256 digest as base64url: 43 characters, whatever the verifier was. */
const challengeForm = /^[A-Za-z0-9_-]{43}$/;

/** Tells whether a text can be an S256 code challenge (RFC 7636 §4.2). */
export function isCodeChallenge(text: string): boolean {
  return challengeForm.test(text);
}

/** Tells whether a code verifier belongs to an S256 challenge (RFC 7636 §4.6). */
export function matchCodeVerifier(verifier: string, challenge: string, cryptography: Cryptography): boolean {
  if (!verifierForm.test(verifier)) return false;
  const [expected, actual] = [challenge, cryptography.digest(verifier)].map((text) => new TextEncoder().encode(text));
  return expected !== undefined && actual !== undefined && cryptography.equal(expected, actual);
}
