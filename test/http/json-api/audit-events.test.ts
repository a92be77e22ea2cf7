import { describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { useApiServer } from './api-server.ts';

const server = useApiServer();

interface Event {
  readonly id: string;
  readonly attributes: {
    readonly at: string;
    readonly event: string;
    readonly actor: { readonly name: string | null };
    readonly subject: { readonly id: string; readonly name: string };
  };
  readonly relationships: { readonly organization: { readonly data: { readonly id: string } | null } };
}

async function read(path: string, authorization: string): Promise<{ status: number; events: readonly Event[] }> {
  const headers = { accept: 'application/vnd.api+json', authorization };
  const response = await server().app.inject({ method: 'GET', url: path, headers });
  return { status: response.statusCode, events: (response.json() as { data?: Event[] }).data ?? [] };
}

/** Makes an application of somebody in an organization, which leaves an event. */
async function leaveEvent(name: string, organizationId: string, owner: { kind: 'user'; id: string }) {
  const { clients } = server().directory.administrations;
  const input = { name, grantTypes: ['client_credentials'] as const, owner };
  return (await clients.create(serverCaller(organizationId), input)).client;
}

describe('audit events', () => {
  it('tell who did what, the newest first', async () => {
    const { organizations, people, signIn } = server();
    const client = await leaveEvent('Told about', organizations.a, people.alice as never);
    const { events } = await read('/api/auditevents', await signIn(people.root, organizations.all));
    expect(events[0]?.attributes).toMatchObject({
      event: 'application.created',
      actor: { kind: 'server', name: null },
      subject: { kind: 'application', id: client.id, name: 'Told about' },
      details: { grantTypes: ['client_credentials'] },
    });
    const times = events.map(({ attributes }) => attributes.at);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('are those of one’s organization for its administrators, and of nobody for members (T4)', async () => {
    const { organizations, people, signIn } = server();
    await leaveEvent('In A', organizations.a, people.alice as never);
    await leaveEvent('In B', organizations.b, people.bob as never);
    const { events } = await read('/api/auditevents', await signIn(people.alice, organizations.a));
    expect(events.length).toBeGreaterThan(0);
    for (const { relationships } of events) expect(relationships.organization.data?.id).toBe(organizations.a);
    const [foreign] = (await read('/api/auditevents', await signIn(people.bob, organizations.b))).events;
    expect((await read(`/api/auditevents/${foreign?.id}`, await signIn(people.alice, organizations.a))).status).toBe(
      404,
    );
    expect((await read('/api/auditevents', await signIn(people.mia, organizations.a))).status).toBe(403);
  });

  it('are found by what happened, by whom, to what and when', async () => {
    const { organizations, people, signIn } = server();
    const authorization = await signIn(people.root, organizations.all);
    const client = await leaveEvent('To be found', organizations.a, people.alice as never);
    const found = await read(`/api/auditevents?filter[subject]=${client.id}`, authorization);
    expect(found.events.map(({ attributes }) => attributes.event)).toEqual(['application.created']);
    const created = await read('/api/auditevents?filter[event]=application.created', authorization);
    expect(new Set(created.events.map(({ attributes }) => attributes.event))).toEqual(new Set(['application.created']));
    expect((await read('/api/auditevents?filter[at][after]=2999-01-01', authorization)).events).toEqual([]);
    expect((await read('/api/auditevents?filter[event]=nonsense', authorization)).status).toBe(400);
  });

  it('are changed by nobody', async () => {
    const { app, organizations, people, signIn } = server();
    const authorization = await signIn(people.root, organizations.all);
    const [event] = (await read('/api/auditevents', authorization)).events;
    for (const method of ['PATCH', 'DELETE'] as const) {
      const response = await app.inject({ method, url: `/api/auditevents/${event?.id}`, headers: { authorization } });
      expect(response.statusCode).toBe(405);
    }
  });
});
