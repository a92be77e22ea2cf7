/** What is known of a person with an account, on either side. Never holds the password's hash. */
export interface PersonalData {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** A BCP 47 language tag; decides the language of mails and pages. */
  readonly locale: string;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The name to show for a person. */
export function displayName(person: Pick<PersonalData, 'firstName' | 'lastName' | 'email'>): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.email;
}

/**
 * The form under which names and e-mail addresses are compared and kept unique: compatibility-normalised, lower case.
 * What people typed is stored and shown unchanged.
 */
export function comparisonKey(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
