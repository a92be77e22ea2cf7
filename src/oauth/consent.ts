import type { PersonRef } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/** What a person allowed an application at one API. */
export interface Consent {
  readonly person: PersonRef;
  readonly clientRowId: string;
  readonly organizationId: string;
  readonly resource: string;
  readonly scope: readonly string[];
  readonly grantedAt: Date;
}

export interface ConsentStore {
  find(person: PersonRef, clientRowId: string, resource: string): Promise<Consent | null>;
  /** Stores a consent; what was allowed before at the same API stays allowed. */
  grant(consent: Consent, event: AuditEvent): Promise<void>;
}

/** Tells whether an earlier consent holds all of a scope, so that nobody is asked again. */
export function consentCovers(consent: Consent | null, scope: readonly string[]): boolean {
  return consent !== null && scope.every((each) => consent.scope.includes(each));
}
