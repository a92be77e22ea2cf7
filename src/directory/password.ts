import { RuleViolation } from '../access/rule-violation.ts';

/** Hashes people's passwords (argon2id). Bounded: at most a few at a time, the others wait in a short queue. */
export interface PasswordHasher {
  /** @throws PasswordQueueFull when too many are waiting. */
  hash(password: string): Promise<string>;
  /** Byte-exact: no trimming, no case folding, no truncation. @throws PasswordQueueFull */
  verify(password: string, hash: string): Promise<boolean>;
  /** Takes as long as `verify` and is always false: for accounts that do not exist. */
  verifyNothing(password: string): Promise<false>;
  /** Whether a hash was made with other parameters than those of today. */
  needsRehash(hash: string): boolean;
}

/** Too many passwords are being checked at the moment. */
export class PasswordQueueFull extends Error {
  readonly retryAfter = 1;

  constructor() {
    super('too many passwords are waiting to be checked');
    this.name = 'PasswordQueueFull';
  }
}

/** What a new password must be. Read each time, since it can change at any moment. */
export interface PasswordPolicy {
  /** Characters. */
  readonly minLength: number;
}

const longest = 256;

/** @throws RuleViolation that says what a new password must be. Checks the length alone, as NIST SP 800-63B advises. */
export function checkNewPassword(password: string, about: readonly string[], { minLength }: PasswordPolicy): void {
  const length = [...password].length;
  if (length < minLength || length > longest) {
    const message = `A password has ${minLength} to ${longest} characters.`;
    const broken = { rule: 'password_length', least: minLength, most: longest } as const;
    throw new RuleViolation([{ field: 'password', message, broken }]);
  }
  if (about.some((text) => text.length > 2 && password.toLowerCase() === text.toLowerCase())) {
    const message = 'A password must not be the name or e-mail address.';
    throw new RuleViolation([{ field: 'password', message, broken: { rule: 'password_told' } }]);
  }
}
