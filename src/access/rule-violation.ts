/** The rules that inputs break most often, by names that stay: programs say them in other words and languages. */
export type RuleName =
  | 'required'
  | 'too_long'
  | 'one_line'
  | 'unicode'
  | 'email'
  | 'username'
  | 'password_length'
  | 'password_told'
  | 'password_wrong'
  | 'taken';

/** A rule with the figures that it holds an input to. */
export interface BrokenRule {
  readonly rule: RuleName;
  readonly least?: number;
  readonly most?: number;
}

/** The field of the input that breaks a rule, and the sentence that tells the person what to do. */
export interface Violation {
  /** A field name of the API (`name`, `redirectUris`); null where the rule is about the whole. */
  readonly field: string | null;
  readonly message: string;
  /** Which rule it is, where it is one of the usual ones. */
  readonly broken?: BrokenRule;
}

/**
 * A change that would break a rule of the domain. Nothing was changed. `conflict` is true where the present state
 * is in the way (a name that is taken), false where the input itself is wrong.
 */
export class RuleViolation extends Error {
  readonly violations: readonly Violation[];
  readonly conflict: boolean;

  constructor(violations: readonly Violation[], conflict = false) {
    super(violations.map((violation) => violation.message).join(' '));
    this.name = 'RuleViolation';
    this.violations = violations;
    this.conflict = conflict;
  }
}
