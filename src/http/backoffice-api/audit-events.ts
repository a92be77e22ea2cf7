import { z } from 'zod';
import { auditEventTypes } from '../../audit/audit-event.ts';
import type { AuditReview, ReviewedEvent } from '../../directory/audit-review.ts';
import { text, time } from '../json-api/attribute-declarations.ts';
import type { CsvValue } from '../json-api/csv.ts';
import { declareExport } from '../json-api/export-handler.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const type = 'auditevents';

function show({
  actor,
  actorName,
  at,
  details,
  id,
  names,
  organizationId,
  origin,
  subject,
  type: event,
}: ReviewedEvent): Resource {
  return {
    type,
    id,
    attributes: {
      at: at.toISOString(),
      event,
      actor: { ...actor, name: actorName },
      subject,
      details,
      names,
      address: origin.address,
      requestId: origin.requestId,
    },
    relationships: { organization: organizationId === null ? null : { type: 'organizations', id: organizationId } },
  };
}

/** The columns of the exported log. */
const exportColumns = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  event: ({ type: event }) => event,
  actorKind: ({ actor }) => actor.kind,
  actorId: ({ actor }) => actor.id,
  actorName: ({ actorName }) => actorName,
  subjectKind: ({ subject }) => subject.kind,
  subjectId: ({ subject }) => subject.id,
  subjectName: ({ subject }) => subject.name,
  organization: ({ organizationId }) => organizationId,
  address: ({ origin }) => origin.address,
  requestId: ({ origin }) => origin.requestId,
  details: ({ details }) => JSON.stringify(details),
} satisfies Readonly<Record<string, (event: ReviewedEvent) => CsvValue>>;

/** The audit log: what happened, as it was written when it happened. */
export function createAuditEventsType(audit: AuditReview): ResourceType {
  return defineResourceType({
    type,
    protects: type,
    scopes: { read: 'Read the audit log.', write: 'Nothing, since nobody changes the audit log.' },
    title: 'Audit events',
    one: 'an audit event',
    description: 'Who did what to which application or person, when, and from where; nobody can change it.',
    attributes: {
      at: { description: 'When it happened.', schema: time, example: '2026-01-31T09:30:00.000Z' },
      event: { description: 'What happened.', schema: z.enum(auditEventTypes), example: 'application.created' },
      actor: {
        description: 'Who did it, with the name of today; null for the server itself.',
        schema: z.strictObject({ kind: text, id: z.string().nullable(), name: z.string().nullable() }),
        example: { kind: 'user', id: '5f0c1a52-8f6e-4e5d-9a51-0c6a0a6d7a11', name: 'ines.moreau' },
      },
      subject: {
        description: 'What it was done to, with the name of then.',
        schema: z.strictObject({ kind: text, id: z.string(), name: z.string() }),
        example: { kind: 'application', id: '0b6c6f0e-52f4-4d1c-8a39-6b7f1d3f2a90', name: 'Warehouse sync' },
      },
      details: {
        description: 'What else there is to know; never a secret.',
        schema: z.record(z.string(), z.unknown()),
        example: { fields: ['name'] },
      },
      names: {
        description: 'The names of today of those whom the event mentions, by their id.',
        schema: z.record(z.string(), z.string()),
        volatile: true,
        example: { '5f0c1a52-8f6e-4e5d-9a51-0c6a0a6d7a11': 'ines.moreau' },
      },
      address: { description: 'From where.', schema: z.string().nullable(), example: '192.0.2.10' },
      requestId: {
        description: 'The id of the request, as in the log of the server.',
        schema: z.string().nullable(),
        example: 'c0a8012e-0b6d-4f0e-9d5a-3f6b8c1d2e3f',
      },
    },
    relationships: {
      organization: { description: 'Whose administrators read it.', targets: ['organizations'], emptiable: true },
    },
    filters: {
      event: { description: 'What happened.', kind: 'choice', choices: auditEventTypes },
      at: { description: 'When it happened.', kind: 'time' },
      organization: { description: 'The id of the organization.', kind: 'id' },
      actor: { description: 'The id of who did it.', kind: 'id' },
      actorName: { description: 'The name of today, or the e-mail address, of who did it.', kind: 'text' },
      subject: { description: 'The id of what it was done to.', kind: 'id' },
      subjectName: { description: 'The name of then of what it was done to.', kind: 'beginning' },
      address: { description: 'From where.', kind: 'beginning' },
    },
    sorts: ['at', 'event'],
    defaultSort: '-at',
    export: declareExport(exportColumns, (caller, query) => audit.export(caller, query)),
    list: async (caller, query) => showPage(await audit.list(caller, query), show),
    get: async (caller, id) => showFound(await audit.get(caller, id), show),
  });
}
