import { beforeAll, describe, expect, it } from 'vitest';
import { useApiServer } from './api-server.ts';

const server = useApiServer();
const templates = '/api/mailtemplates';
const rules = '/api/notificationrules';
const mails = '/api/mails';

let root: string;
let alice: string;
let bob: string;
let mia: string;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  alice = await signIn(people.alice, organizations.a);
  bob = await signIn(people.bob, organizations.b);
  mia = await signIn(people.mia, organizations.a);
});

const patch = (path: string, type: string, who: string, attributes: object) => {
  const id = path.split('/').at(-1);
  return server().write('PATCH', path, who, { data: { type, id, attributes } });
};
const act = (path: string, who: string, meta?: object) =>
  server().write('POST', path, who, meta === undefined ? undefined : { meta });
const templateOf = (organizationId: string) => `${templates}/application.created.en.${organizationId}`;

describe('mail templates', () => {
  it('are there in every language, for all organizations and for one', async () => {
    const { organizations } = server();
    const all = await server().get(`${templates}?page[size]=100&sort=template,language`, root);
    expect([all.status, all.document.meta.total]).toEqual([200, 65]);
    expect(all.document.data[0]).toMatchObject({
      id: 'application.activated.de',
      attributes: { language: 'de', edited: false, source: 'built-in', failedAt: null },
      relationships: { organization: { data: null } },
    });
    const own = await server().get(`${templates}?filter[language]=uk&page[size]=100`, alice);
    expect(own.document.meta.total).toBe(13);
    for (const { relationships } of own.document.data) {
      expect(relationships.organization?.data).toEqual({ type: 'organizations', id: organizations.a });
    }
  });

  it('are edited for one organization, which no other sees, and reset', async () => {
    const { organizations } = server();
    const path = templateOf(organizations.a);
    const changed = await patch(path, 'mailtemplates', alice, { subject: 'Hello {{ application.name }}' });
    expect([changed.status, changed.document.data.attributes]).toEqual([
      200,
      expect.objectContaining({ subject: 'Hello {{ application.name }}', edited: true, source: 'organization' }),
    ]);
    for (const elsewhere of [`${templates}/application.created.en`, templateOf(organizations.b)]) {
      expect((await server().get(elsewhere, alice)).status).toBe(404);
      expect((await patch(elsewhere, 'mailtemplates', alice, { subject: 'x' })).status).toBe(404);
      expect((await act(`${elsewhere}/preview`, alice, {})).status).toBe(404);
      expect((await act(`${elsewhere}/reset`, alice)).status).toBe(404);
    }
    expect((await server().get(templateOf(organizations.b), bob)).document.data.attributes.source).toBe('built-in');
    const edited = await server().get(`${templates}?filter[edited]=true`, root);
    expect(edited.document.data.map(({ id }) => id)).toEqual([`application.created.en.${organizations.a}`]);
    const reset = await act(`${path}/reset`, alice);
    expect(reset.document.data.attributes).toMatchObject({ edited: false, source: 'built-in' });
  });

  it('of all organizations serve those that have none of their own', async () => {
    const { organizations } = server();
    const path = `${templates}/application.created.en`;
    expect((await patch(path, 'mailtemplates', root, { text: 'For all of {{ server.name }}' })).status).toBe(200);
    const seen = await server().get(templateOf(organizations.b), bob);
    expect(seen.document.data.attributes).toMatchObject({ edited: false, source: 'installation' });
    expect((await act(`${path}/reset`, root)).status).toBe(200);
  });

  it.each([
    ['html', '<p>{{ application.secret }}</p>', 'There is no field application.secret.'],
    ['html', '<p>{{ application.constructor }}</p>', 'There is no field application.constructor.'],
    ['html', '<script>x</script>', 'The element script cannot be used.'],
    ['html', '<img src="https://evil.example/x">', 'The element img cannot be used.'],
    ['text', '{% include "x" %}', 'tag "include" not found'],
    ['text', 'https://evil.example', 'Links lead to this server alone.'],
    ['subject', '', 'A subject is needed.'],
    ['subject', '{{', 'not closed'],
  ])('are refused with what is wrong in which part: %s %s', async (part, source, detail) => {
    const path = templateOf(server().organizations.a);
    const refused = await patch(path, 'mailtemplates', alice, { [part]: source });
    expect([refused.status, refused.document.errors[0]?.source]).toEqual([
      422,
      { pointer: `/data/attributes/${part}` },
    ]);
    expect(refused.document.errors[0]?.detail).toContain(detail);
    const previewed = await act(`${path}/preview`, alice, { [part]: source });
    expect([previewed.status, previewed.document.errors[0]?.source]).toEqual([422, { pointer: `/meta/${part}` }]);
    expect((await server().get(path, alice)).document.data.attributes.edited).toBe(false);
  });

  it('are previewed with values of an example, also before they are kept', async () => {
    const path = templateOf(server().organizations.a);
    const shown = await act(`${path}/preview`, alice, { html: '<p>Seen by {{ recipient.name }}</p>' });
    expect(shown.status).toBe(201);
    expect(shown.document.meta.html).toContain('<p>Seen by Ada Lovelace</p>');
    expect(shown.document.meta.subject).toBe('OAuth application “Warehouse sync” was created');
  });

  it('are tried out by a mail to one’s own address alone, and not without end', async () => {
    const { organizations } = server();
    const path = `${templateOf(organizations.a)}/test`;
    expect((await act(path, alice, { address: 'victim@example.com' })).status).toBe(400);
    const sent = await act(path, alice, { subject: 'Trying {{ application.name }}' });
    expect([sent.status, sent.document.meta]).toEqual([201, { address: 'alice@example.com' }]);
    const list = await server().get(`${mails}?filter[event]=test&filter[address]=alice@example.com`, alice);
    expect(list.document.data).toHaveLength(1);
    expect(list.document.data[0]?.attributes).toMatchObject({ subject: 'Trying Warehouse sync', state: 'queued' });
    expect((await server().get(`${mails}?filter[event]=test`, bob)).document.meta.total).toBe(0);
    const answers = [];
    for (let count = 0; count < 20; count += 1) answers.push((await act(path, alice, {})).status);
    expect(answers.slice(0, 19)).toEqual(Array(19).fill(201));
    expect(answers[19]).toBe(429);
  });

  it('are for administrators', async () => {
    const path = templateOf(server().organizations.a);
    expect((await server().get(templates, mia)).status).toBe(403);
    expect((await act(`${path}/preview`, mia, {})).status).toBe(403);
    const reader = await server().signIn(server().people.alice, server().organizations.a, ['mailtemplates:read']);
    expect((await server().get(path, reader)).status).toBe(200);
    for (const action of ['preview', 'test', 'reset'])
      expect((await act(`${path}/${action}`, reader)).status).toBe(403);
  });

  it('are previewed, tried out and reset by POST alone, so that no link and no picture does it (E7)', async () => {
    const path = templateOf(server().organizations.b);
    const before = (await server().get(`${mails}?filter[event]=test`, root)).document.meta.total;
    for (const action of ['preview', 'test', 'reset']) {
      expect((await server().get(`${path}/${action}`, bob)).status).toBe(405);
      expect((await server().get(`${path}/${action}?subject=x`, bob)).status).toBe(405);
      for (const method of ['PATCH', 'DELETE'] as const) {
        expect((await server().write(method, `${path}/${action}`, bob)).status).toBe(405);
      }
      expect((await server().send({ method: 'POST', url: `${path}/${action}` })).status).toBe(401);
    }
    expect((await server().get(`${mails}?filter[event]=test`, root)).document.meta.total).toBe(before);
  });
});

describe('notification rules', () => {
  const create = (who: string, attributes: object, organization?: string | null) =>
    server().write('POST', rules, who, {
      data: {
        type: 'notificationrules',
        attributes,
        ...(organization !== undefined && {
          relationships: { organization: { data: organization && { type: 'organizations', id: organization } } },
        }),
      },
    });

  it('come with the owner of an application and of a password told out of the box', async () => {
    const list = await server().get(`${rules}?page[size]=100`, root);
    const told = Object.fromEntries(
      list.document.data.map(({ attributes }) => [attributes.event, attributes.recipients]),
    );
    expect(told).toMatchObject({
      'application.created': ['owner'],
      'refresh-token.reused': ['owner'],
      'password.changed': ['owner'],
      'application.secret-expiring': ['owner'],
      'mail-template.failed': ['administrators'],
    });
  });

  it('of an organization live from creation to removal, and nobody elsewhere sees them', async () => {
    const { organizations } = server();
    const made = await create(alice, { event: 'application.deleted', addresses: ['security@example.com'] });
    expect(made.status).toBe(201);
    const { id, attributes, relationships } = made.document.data;
    expect(attributes).toMatchObject({ template: 'application.deleted', enabled: true, side: null, recipients: [] });
    expect(relationships.organization?.data).toEqual({ type: 'organizations', id: organizations.a });
    const path = `${rules}/${id}`;
    expect((await server().get(path, bob)).status).toBe(404);
    const changed = await patch(path, 'notificationrules', alice, {
      recipients: ['owner', 'creator'],
      side: 'storefront',
    });
    expect(changed.document.data.attributes).toMatchObject({ recipients: ['owner', 'creator'], side: 'storefront' });
    expect((await server().write('DELETE', path, bob)).status).toBe(404);
    expect((await server().write('DELETE', path, alice)).status).toBe(204);
    expect((await server().get(path, alice)).status).toBe(404);
  });

  it('for all organizations are seen by each and changed by who reaches them all', async () => {
    const shared = await server().get(`${rules}?filter[event]=application.created`, alice);
    const id = shared.document.data[0]?.id ?? '';
    expect((await patch(`${rules}/${id}`, 'notificationrules', alice, { enabled: false })).status).toBe(403);
    expect((await server().write('DELETE', `${rules}/${id}`, alice)).status).toBe(403);
    const off = await patch(`${rules}/${id}`, 'notificationrules', root, { enabled: false });
    expect(off.document.data.attributes.enabled).toBe(false);
    expect((await create(root, { event: 'application.deleted', recipients: ['owner'] }, null)).status).toBe(201);
  });

  it.each([
    ['nobody is told', { event: 'application.created' }, 'recipients'],
    ['an address is none', { event: 'application.created', addresses: ['x\r\nBcc: y@z.example'] }, 'addresses'],
    [
      'two addresses are one',
      { event: 'application.created', addresses: ['a@example.com, b@example.com'] },
      'addresses',
    ],
    ['a summary is asked for', { event: 'application.created', recipients: ['owner'], template: 'digest' }, 'template'],
  ])('are refused where %s', async (_what, attributes, field) => {
    const refused = await create(alice, attributes);
    const [error] = refused.document.errors;
    expect([refused.status, error?.meta?.member ?? error?.source?.pointer]).toEqual([422, `/data/attributes/${field}`]);
  });

  it('are made for no other organization than one reaches', async () => {
    const { organizations } = server();
    const input = { event: 'application.created', recipients: ['owner'] };
    expect((await create(alice, input, organizations.b)).status).toBe(422);
    expect((await create(alice, input, null)).status).toBe(422);
    expect((await create(mia, input)).status).toBe(403);
    expect((await create(root, input, '99999999-9999-4999-8999-999999999999')).status).toBe(422);
  });
});

describe('the queue of mails', () => {
  it('shows what a mail says to who administrates its organization, and has it tried again', async () => {
    const list = await server().get(`${mails}?filter[state]=queued&page[size]=1`, alice);
    const id = list.document.data[0]?.id ?? '';
    const path = `${mails}/${id}`;
    expect(list.text).not.toContain('<!doctype html>');
    const shown = await act(`${path}/preview`, alice);
    expect(shown.document.meta.html).toContain('<!doctype html>');
    expect((await act(`${path}/retry`, alice)).document.data.attributes.state).toBe('queued');
    for (const who of [bob, mia]) {
      expect([403, 404]).toContain((await server().get(path, who)).status);
      expect([403, 404]).toContain((await act(`${path}/preview`, who)).status);
      expect([403, 404]).toContain((await act(`${path}/retry`, who)).status);
    }
    expect((await server().write('DELETE', path, alice)).status).toBe(405);
  });
});
