import { beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/access/caller.ts';
import type { ListFilter } from '../../../src/access/list-query.ts';
import { actions, protectedTypes, scopeFor } from '../../../src/access/permission.ts';
import type { Side } from '../../../src/access/subject.ts';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { createBackofficeApi } from '../../../src/http/backoffice-api/backoffice-api.ts';
import { operatorsOf } from '../../../src/http/json-api/filter.ts';
import type { FilterDeclaration, ResourceType } from '../../../src/http/json-api/resource-type.ts';
import { describeScopes } from '../../../src/http/json-api/scopes.ts';
import { createStorefrontApi } from '../../../src/http/storefront-api/storefront-api.ts';
import type { Client } from '../../../src/oauth/client.ts';
import { callerFor } from '../../fixtures/test-directory.ts';
import { useApiServer } from './api-server.ts';

const server = useApiServer();

let apis: Record<Side, ResourceType[]>;
let callers: Record<Side, Caller>;

beforeAll(async () => {
  const { directory, organizations, people } = server();
  const { administrations } = directory;
  await administrations.signingKeys.create(serverCaller());
  apis = { backoffice: createBackofficeApi(administrations), storefront: createStorefrontApi(administrations) };
  callers = {
    backoffice: await callerFor(directory, people.root, organizations.all),
    storefront: await callerFor(directory, people.carol, organizations.a),
  };
});

/** Signs the caller in somewhere and lets an application in, so that there is something to show. */
async function leaveTraces(
  { organization, person }: Caller,
  { clientId, id: clientRowId }: Pick<Client, 'clientId' | 'id'>,
): Promise<void> {
  const { administrations, storage } = server().directory;
  if (person === null) throw new Error('the caller is nobody');
  const organizationId = organization.id;
  const place = { organizationId, address: '192.0.2.1', userAgent: 'a browser', requestId: null };
  await administrations.sessions.open(person, place, null);
  storage.activityCounter.issued(clientRowId, 'client_credentials');
  storage.refusalRecorder.refused({
    endpoint: 'token',
    clientId,
    code: 'invalid_client',
    cause: 'secret',
    reason: 'The client secret that was sent is none of the application’s.',
    reasonAboutPerson: null,
    secretHash: null,
    address: '192.0.2.1',
    requestId: 'request',
    parameters: [{ name: 'client_id', value: clientId, length: clientId.length }],
  });
  await Promise.all([storage.activityCounter.flush(), storage.refusalRecorder.flush()]);
  await storage.consents.grant(
    { person, clientRowId, organizationId, resource: 'https://api.example', scope: ['x'], grantedAt: new Date() },
    {
      type: 'consent.granted',
      organizationId,
      actor: person,
      subject: { kind: 'application', id: clientRowId, name: 'For the registry' },
      details: { resource: 'https://api.example', scope: ['x'] },
      origin: { address: null, requestId: null },
    },
  );
}

const sides = ['backoffice', 'storefront'] as const;

function valueFor({ choices, kind }: FilterDeclaration): string {
  if (kind === 'flag') return 'true';
  if (kind === 'time') return '2026-01-31T00:00:00.000Z';
  return choices?.[0] ?? 'x';
}

describe.each(sides)('the registry of the %s', (side) => {
  it('has the types that permissions are given for, in the same order', () => {
    const types = apis[side].filter(({ scopes }) => scopes !== undefined).map(({ type }) => type);
    expect(types).toEqual(protectedTypes[side]);
    for (const { protects, scopes, type } of apis[side]) {
      expect(protectedTypes[side]).toContain(protects);
      expect([type, scopes !== undefined]).toEqual([type, type === protects]);
    }
  });

  it('gives the scopes that cover those permissions, each with a sentence of its own', () => {
    const described = describeScopes(apis[side]);
    const needed = protectedTypes[side].flatMap((type) => actions.map((action) => scopeFor(type, action)));
    expect(described.map(({ scope }) => scope)).toEqual([...new Set(needed)]);
    expect(new Set(described.map(({ sentence }) => sentence)).size).toBe(described.length);
    for (const { sentence } of described) expect(sentence).toMatch(/^[A-Z][^.]+\.$/);
  });

  it('says what everything is, in one sentence', () => {
    for (const { attributes, description, filters, relationships } of apis[side]) {
      const declared = [attributes, relationships, filters].flatMap((each) => Object.values(each));
      for (const text of [description, ...declared.map((each) => each.description)])
        expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('declares filters and operators that the stores know', async () => {
    const page = { number: 1, size: 1 };
    for (const { filters, list, type } of apis[side]) {
      if (list === undefined) continue;
      for (const [field, declaration] of Object.entries(filters)) {
        for (const operator of operatorsOf[declaration.kind]) {
          const filter: ListFilter = { field, operator, values: [valueFor(declaration)] };
          const found = await list(callers[side], { filters: [filter], sort: [], page });
          expect([type, field, operator, found.total >= 0]).toEqual([type, field, operator, true]);
        }
      }
    }
  });

  it('declares orders that the stores know', async () => {
    for (const { defaultSort, list, sorts } of apis[side]) {
      if (list === undefined) continue;
      expect(sorts).toContain(defaultSort.replace(/^-/, ''));
      for (const field of sorts) {
        for (const descending of [false, true]) {
          await list(callers[side], { filters: [], sort: [{ field, descending }], page: { number: 1, size: 1 } });
        }
      }
    }
  });

  it('shows exactly the attributes and relationships that are declared', async () => {
    const { directory, organizations, people } = server();
    const owner = side === 'backoffice' ? people.alice : people.carol;
    const { client } = await directory.administrations.clients.create(serverCaller(organizations.a), {
      name: 'For the registry',
      grantTypes: ['client_credentials'],
      owner,
    });
    await leaveTraces(callers[side], client);
    const identifier = `https://${side}.example.com/api`;
    await directory.administrations.apis.create(serverCaller(), { identifier, name: 'For the registry', side });
    for (const { attributes, list, relationships, type } of apis[side]) {
      if (list === undefined) continue;
      const { rows } = await list(callers[side], { filters: [], sort: [], page: { number: 1, size: 1 } });
      const [row] = rows;
      const declared = Object.entries(attributes).filter(([, { hidden }]) => !hidden);
      expect([type, Object.keys(row?.attributes ?? {}).sort()]).toEqual([type, declared.map(([name]) => name).sort()]);
      expect(Object.keys(row?.relationships ?? {}).sort()).toEqual(Object.keys(relationships).sort());
      for (const [name, { schema }] of declared) {
        expect([type, name, schema.safeParse(row?.attributes[name]).success]).toEqual([type, name, true]);
      }
    }
  });

  it('points relationships only to types of the back-office, which has them all', () => {
    const known = apis.backoffice.map(({ type }) => type);
    for (const { relationships } of apis[side]) {
      for (const { targets } of Object.values(relationships))
        for (const target of targets) expect(known).toContain(target);
    }
  });
});
