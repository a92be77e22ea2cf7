/** The English texts about what the API refuses: by the rule that is broken, or by the code of the error. */
export const ruleTexts = {
  rules: {
    required: 'This is needed.',
    too_long: 'At most {{most}} characters.',
    one_line: 'One line without control characters.',
    unicode: 'Only valid Unicode text.',
    email: 'An e-mail address looks like name@example.com.',
    username: 'Only letters, digits and the characters . _ + @ -',
    password_length: '{{least}} to {{most}} characters.',
    password_told: 'A password must not be the name or e-mail address.',
    password_wrong: 'The current password is wrong.',
    taken: 'This is taken already. Choose another.',
  },
  codes: {
    changed: 'It has changed since you read it. Load the page again, and decide again.',
    forbidden: 'You may not do this.',
    not_found: 'It does not exist, or you may not see it.',
    too_many_attempts: 'There were too many attempts. Wait before you try again.',
    unavailable: 'The server cannot answer at the moment. Try again shortly.',
    internal: 'Something went wrong on the server. It has been noted.',
  },
} as const;
