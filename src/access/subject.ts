/** The population and the API that an application, a token or a person belongs to. It never changes. */
export type Side = 'backoffice' | 'storefront';

/** The kinds of subject a token can name. */
export type SubjectKind = 'user' | 'customer-user' | 'visitor' | 'application';

/** Who a token speaks for. Its kind is part of it, so that no id can be mistaken for another's (RFC 9700 §4.15). */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** A person with an account: a user of the back-office or a customer user of the storefront. */
export interface PersonRef extends Subject {
  readonly kind: 'user' | 'customer-user';
}

const kinds = new Set<string>(['user', 'customer-user', 'visitor', 'application'] satisfies SubjectKind[]);

/** Writes a subject the way the `sub` and `owner` claims carry it: `user:<id>`. */
export function formatSubject(subject: Subject): string {
  return `${subject.kind}:${subject.id}`;
}

/** Reads what `formatSubject` wrote; null for anything else. */
export function parseSubject(text: string): Subject | null {
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  const id = text.slice(colon + 1);
  return colon > 0 && id !== '' && kinds.has(kind) ? { kind: kind as SubjectKind, id } : null;
}

/** Tells whether a subject is a person with an account. */
export function isPerson(subject: Subject): subject is PersonRef {
  return subject.kind === 'user' || subject.kind === 'customer-user';
}

/** The side on which a person lives. */
export function sideOf(person: PersonRef): Side {
  return person.kind === 'user' ? 'backoffice' : 'storefront';
}

/** Tells whether two people are the same one; nobody is the same as nobody. */
export function isSamePerson(one: PersonRef | null, other: PersonRef | null): boolean {
  return one !== null && other !== null && one.kind === other.kind && one.id === other.id;
}
