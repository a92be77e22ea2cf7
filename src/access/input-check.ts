import { type BrokenRule, RuleViolation, type Violation } from './rule-violation.ts';

/** Collects everything that is wrong with an input, so that people learn it all at once. */
export interface InputCheck {
  /** Notes a violation. The field is named as the API names it. */
  refuse(field: string | null, message: string, broken?: BrokenRule): void;
  /**
   * One line of text that is kept: trimmed, NFC, at most 255 characters, no control characters. `noun` begins the
   * sentence that says what is wrong: "A name".
   */
  line(field: string, value: string, noun: string): string;
  /** Like `line`, and may be empty. */
  optionalLine(field: string, value: string, noun: string): string;
  /** Like `line`, with the form of an e-mail address. */
  email(field: string, value: string): string;
  /** @throws RuleViolation with everything that was noted, if anything was. */
  finish(): void;
}

/** How long names, addresses and the like may be. */
const longestLine = 255;

const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const emailForm = /^[^\s@,;:<>()[\]\\"]{1,64}@[^\s@,;:<>()[\]\\"]+$/u;
const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Tells whether a text has the form of an id of ours. Nothing with another form exists. */
export function isId(text: string): boolean {
  return idForm.test(text);
}

/** Starts the check of an input. */
export function createInputCheck(): InputCheck {
  const violations: Violation[] = [];
  const refuse = (field: string | null, message: string, broken?: BrokenRule) =>
    void violations.push({ field, message, ...(broken !== undefined && { broken }) });

  function optionalLine(field: string, value: string, noun: string): string {
    if (!value.isWellFormed()) {
      refuse(field, `${noun} must be valid Unicode text.`, { rule: 'unicode' });
      return '';
    }
    const text = value.trim().normalize('NFC');
    if ([...text].length > longestLine) {
      refuse(field, `${noun} has at most ${longestLine} characters.`, { rule: 'too_long', most: longestLine });
    }
    if (unprintable.test(text)) {
      refuse(field, `${noun} is one line without control characters.`, { rule: 'one_line' });
    }
    return text;
  }

  function line(field: string, value: string, noun: string): string {
    const text = optionalLine(field, value, noun);
    if (value.trim() === '') refuse(field, `${noun} is needed.`, { rule: 'required' });
    return text;
  }

  return {
    refuse,
    line,
    optionalLine,
    email(field, value) {
      const text = line(field, value, 'An e-mail address');
      if (text !== '' && !emailForm.test(text)) {
        refuse(field, 'An e-mail address looks like name@example.com.', { rule: 'email' });
      }
      return text;
    },
    finish() {
      if (violations.length > 0) throw new RuleViolation(violations);
    },
  };
}
