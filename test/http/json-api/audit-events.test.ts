import { describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { createBackofficeApi } from '../../../src/http/backoffice-api/backoffice-api.ts';
import { writeList } from '../../../src/http/json-api/document.ts';
import { callerFor } from '../../fixtures/test-directory.ts';
import { useApiServer } from './api-server.ts';

const server = useApiServer();

interface Event {
  readonly id: string;
  readonly attributes: {
    readonly at: string;
    readonly event: string;
    readonly actor: { readonly name: string | null };
    readonly details: Readonly<Record<string, unknown>>;
    readonly names: Readonly<Record<string, string>>;
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

  it('are found by the names of who did it and of what it was done to, and by address', async () => {
    const { directory, organizations, people, signIn } = server();
    const authorization = await signIn(people.root, organizations.all);
    const alice = await callerFor(directory, people.alice, organizations.a);
    const input = { name: 'Ärger mit Namen', grantTypes: ['client_credentials'] as const };
    const { client } = await directory.administrations.clients.create(alice, input);
    const about = async (query: string) =>
      (await read(`/api/auditevents?${query}`, authorization)).events.map(({ attributes }) => attributes.subject.id);
    for (const good of [
      'filter[actorName]=ALICE',
      'filter[actorName][contains]=lice',
      'filter[actorName][starts-with]=alice@',
      `filter[subjectName]=${encodeURIComponent('ärger MIT namen')}`,
      `filter[subjectName][starts-with]=${encodeURIComponent('ÄRGER')}`,
      'filter[address]=192.0.2.1',
      'filter[address][starts-with]=192.0.',
      `filter[actorName]=alice&filter[subject]=${client.id}&filter[event]=application.created`,
    ]) {
      expect(await about(good), good).toContain(client.id);
    }
    for (const none of ['filter[actorName]=bob', 'filter[actorName]=nobody', 'filter[actorName][not]=alice,x']) {
      expect(await about(none), none).not.toContain(client.id);
    }
    expect(await about('filter[address]=203.0.113.7')).toEqual([]);
    expect((await read('/api/auditevents?filter[subjectName][contains]=x', authorization)).status).toBe(400);
  });

  it('name those whom their details mention', async () => {
    const { organizations, people, signIn } = server();
    const client = await leaveEvent('With an owner', organizations.a, people.alice as never);
    const authorization = await signIn(people.root, organizations.all);
    const { events } = await read(`/api/auditevents?filter[subject]=${client.id}`, authorization);
    expect(events[0]?.attributes.details.owner).toBe(`user:${people.alice.id}`);
    expect(events[0]?.attributes.names).toEqual({ [people.alice.id]: 'alice' });
  });

  it('are exported with the filters of the list, within the same reach, and that is an event itself', async () => {
    const { get, organizations, people, signIn } = server();
    const client = await leaveEvent('=To be exported', organizations.a, people.alice as never);
    await leaveEvent('Elsewhere', organizations.b, people.bob as never);
    const alice = await signIn(people.alice, organizations.a);
    const { headers, text } = await get('/api/auditevents/export?filter[event]=application.created', alice);
    expect(headers['content-type']).toContain('text/csv');
    const [head, ...lines] = text.trim().split('\r\n');
    expect(head).toContain('id,at,event,actorKind,actorId,actorName,subjectKind,subjectId,subjectName');
    expect(lines.find((line) => line.includes(client.id))).toContain("'=To be exported");
    expect(lines.every((line) => line.includes('application.created'))).toBe(true);
    expect(text).not.toContain('Elsewhere');
    const { events } = await read('/api/auditevents?filter[event]=list.exported', alice);
    expect(events[0]?.attributes).toMatchObject({
      actor: { name: 'alice' },
      subject: { name: 'auditevents' },
      details: { filters: ['event equals application.created'] },
    });
    expect((await get('/api/auditevents/export', await signIn(people.mia, organizations.a))).status).toBe(403);
  });

  it('are a list whose last page is not known while it is counted only so far', async () => {
    const { directory, organizations, people } = server();
    const caller = await callerFor(directory, people.root, organizations.all);
    const types = createBackofficeApi(directory.administrations);
    const [type] = types.filter((each) => each.type === 'auditevents');
    if (type === undefined) throw new Error('there is no such type');
    const baseUrl = 'https://oauth.example.com/api';
    const linksOf = async (number: number, counted: { readonly total: number; readonly more?: true }) => {
      const list = { filters: [], sort: [], page: { number, size: 100 } };
      const query = { list, include: null, fields: new Map() };
      const page = { rows: [], ...counted };
      const place = { issuer: 'https://oauth.example.com', baseUrl, types };
      const { links, meta } = await writeList(place, caller, { type, page, url: `${baseUrl}/auditevents`, query });
      return { meta, next: links.next?.split('?')[1] ?? null, last: links.last?.split('?')[1] ?? null };
    };
    const at = (number: number) => `page%5Bnumber%5D=${number}&page%5Bsize%5D=100`;
    const counted = { total: 10_000, more: true } as const;
    expect(await linksOf(1, counted)).toEqual({ meta: counted, next: at(2), last: null });
    expect(await linksOf(100, counted)).toEqual({ meta: counted, next: at(101), last: null });
    expect(await linksOf(101, { total: 10_001 })).toEqual({ meta: { total: 10_001 }, next: null, last: at(101) });
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
