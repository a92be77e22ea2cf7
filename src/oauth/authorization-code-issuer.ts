import { formatSubject, type Subject } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Authority } from './authority.ts';
import { type AuthorizationCodeStore, generateAuthorizationCode, hashAuthorizationCode } from './authorization-code.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { Client } from './client.ts';
import type { Cryptography } from './cryptography.ts';
import type { ResourceServer } from './resource-server.ts';

export interface CodeIssuer {
  readonly codes: AuthorizationCodeStore;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
  /** Seconds. */
  readonly codeLifetime: () => number;
  /** Seconds: the longest that an access token is good that is issued now. */
  readonly longestTokenLife: () => number;
}

interface Approved {
  readonly request: AuthorizationRequest;
  readonly subject: Subject;
  readonly authority: Authority;
  readonly server: ResourceServer;
  readonly scope: readonly string[];
  readonly address: string | null;
  readonly requestId: string | null;
}

/** A challenge that comes back means that a client does not draw a new verifier each time (RFC 9700 §2.1.1). */
const suspiciousRepetitions = 2;

function describeRepetition(client: Client, { subject, address, requestId }: Approved): AuditEvent {
  return {
    type: 'code-challenge.repeated',
    organizationId: client.organizationId,
    actor: { kind: 'application', id: client.id },
    subject: { kind: 'application', id: client.id, name: client.name },
    details: { clientId: client.clientId, subject: formatSubject(subject) },
    origin: { address, requestId },
  };
}

/** Makes what issues codes: short-lived, kept as a hash, bound to everything that was approved (RFC 6749 §4.1.2). */
export function createCodeIssuer(dependencies: CodeIssuer) {
  const { auditLog, clock, codeLifetime, codes, cryptography } = dependencies;

  return async function issueCode(client: Client, approved: Approved): Promise<string> {
    const { authority, request, scope, server, subject } = approved;
    const code = generateAuthorizationCode(cryptography);
    const hash = hashAuthorizationCode(code, cryptography);
    if (hash === null) throw new Error('a generated code has the wrong form');
    const issuedAt = clock();
    const expiresAt = new Date(issuedAt.getTime() + codeLifetime() * 1000);
    const repetitions = await codes.insert(
      hash,
      {
        clientRowId: client.id,
        subject,
        side: client.side,
        organizationId: client.organizationId,
        redirectUri: request.redirectUri,
        redirectUriSent: request.redirectUriSent,
        codeChallenge: request.codeChallenge,
        resource: server.identifier,
        scope,
        epoch: authority.epoch,
        familyId: cryptography.randomId(),
        issuedAt,
        expiresAt,
        consumedAt: null,
        failures: 0,
      },
      new Date(expiresAt.getTime() + dependencies.longestTokenLife() * 1000),
    );
    if (repetitions === suspiciousRepetitions) await auditLog.append(describeRepetition(client, approved));
    return code;
  };
}
