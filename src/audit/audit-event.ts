/** Who did something: a person, an application on its owner's behalf, the command line, or the server itself. */
export interface AuditActor {
  readonly kind: 'user' | 'customer-user' | 'visitor' | 'application' | 'command-line' | 'server';
  /** The actor's id; the operating-system user for the command line; null for the server. */
  readonly id: string | null;
}

/** What something was done to. The name is kept, so that the log still reads well after a deletion. */
export interface AuditSubject {
  readonly kind:
    | 'application'
    | 'user'
    | 'customer-user'
    | 'customer'
    | 'organization'
    | 'role'
    | 'resource-server'
    | 'signing-key'
    | 'refresh-token'
    | 'list'
    | 'setting'
    | 'job'
    | 'installation';
  readonly id: string;
  readonly name: string;
}

/** Every kind of event with the details it carries. Closed: a new event is a new line here. */
export interface AuditDetails {
  'application.created': { side: string; grantTypes: readonly string[]; owner: string | null };
  'application.edited': { fields: readonly string[] };
  'application.activated': Record<string, never>;
  'application.deactivated': { because?: 'owner-disabled' | 'owner-left' | 'owner-deleted' };
  'application.deleted': { clientId: string };
  'application.handed-over': { from: string | null; to: string };
  'application.secret-added': { secretId: string; secretName: string };
  'application.secret-retired': { secretId: string; secretName: string };
  'refresh-token.reused': { clientId: string; subject: string };
  'refresh-token.revoked': { clientId: string; subject: string };
  'authorization-code.replayed': { clientId: string; subject: string };
  'code-challenge.repeated': { clientId: string; subject: string };
  'consent.granted': { resource: string; scope: readonly string[] };
  'consent.revoked': { resource: string };
  'visitor.signed-in': { visitorId: string; clientId: string };
  'session.opened': { side: string };
  'session.ended': { sessionId: string };
  'user.created': { username: string };
  'user.edited': { fields: readonly string[] };
  'user.deleted': Record<string, never>;
  'user.password-changed': Record<string, never>;
  'customer-user.created': { customerId: string };
  'customer-user.edited': { fields: readonly string[] };
  'customer-user.deleted': Record<string, never>;
  'customer-user.password-changed': Record<string, never>;
  'customer.created': Record<string, never>;
  'customer.edited': { fields: readonly string[] };
  'customer.deleted': Record<string, never>;
  'organization.created': { global: boolean };
  'organization.edited': { fields: readonly string[] };
  'role.created': Record<string, never>;
  'role.edited': { fields: readonly string[] };
  'role.deleted': Record<string, never>;
  'resource-server.created': { identifier: string; side: string };
  'resource-server.edited': { fields: readonly string[] };
  'resource-server.secret-made': Record<string, never>;
  'resource-server.deleted': { identifier: string };
  'list.exported': { filters: readonly string[]; sort: readonly string[] };
  'sign-in.throttled': { side: string };
  'signing-key.generated': { alg: string };
  'signing-key.announced': { alg: string; signsFrom: string };
  'signing-key.retired': { alg: string; endsAt: string };
  'signing-key.revoked': { alg: string };
  'signing-key.deleted': { alg: string };
  'setting.changed': { from: unknown; to: unknown };
  'setting.reset': { from: unknown; to: unknown };
  'job.requested': Record<string, never>;
  'installation.set-up': { demo: boolean };
}

export type AuditEventType = keyof AuditDetails;

interface AuditEventOf<T extends AuditEventType> {
  readonly type: T;
  /** The organization whose administrators may read the event; null for the whole installation. */
  readonly organizationId: string | null;
  readonly actor: AuditActor;
  readonly subject: AuditSubject;
  readonly details: AuditDetails[T];
  readonly origin: { readonly address: string | null; readonly requestId: string | null };
}

/** Something that happened and is remembered. It never carries a secret, a hash or a token. */
export type AuditEvent = { [T in AuditEventType]: AuditEventOf<T> }[AuditEventType];

/** The name of every kind of event. */
export const auditEventTypes = [
  'application.created',
  'application.edited',
  'application.activated',
  'application.deactivated',
  'application.deleted',
  'application.handed-over',
  'application.secret-added',
  'application.secret-retired',
  'refresh-token.reused',
  'refresh-token.revoked',
  'authorization-code.replayed',
  'code-challenge.repeated',
  'consent.granted',
  'consent.revoked',
  'visitor.signed-in',
  'session.opened',
  'session.ended',
  'user.created',
  'user.edited',
  'user.deleted',
  'user.password-changed',
  'customer-user.created',
  'customer-user.edited',
  'customer-user.deleted',
  'customer-user.password-changed',
  'customer.created',
  'customer.edited',
  'customer.deleted',
  'organization.created',
  'organization.edited',
  'role.created',
  'role.edited',
  'role.deleted',
  'resource-server.created',
  'resource-server.edited',
  'resource-server.secret-made',
  'resource-server.deleted',
  'list.exported',
  'sign-in.throttled',
  'signing-key.generated',
  'signing-key.announced',
  'signing-key.retired',
  'signing-key.revoked',
  'signing-key.deleted',
  'setting.changed',
  'setting.reset',
  'job.requested',
  'installation.set-up',
] as const satisfies readonly AuditEventType[];
