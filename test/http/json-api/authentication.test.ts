import { beforeAll, describe, expect, it } from 'vitest';
import { PasswordQueueFull } from '../../../src/directory/password.ts';
import { callerFor } from '../../fixtures/test-directory.ts';
import { issuer, prefixes, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
});

const metadata = (prefix: string) => `resource_metadata="${issuer}/.well-known/oauth-protected-resource${prefix}"`;

describe.each(Object.values(prefixes))('the API at %s', (prefix) => {
  it('asks for a token without naming an error where none was sent (RFC 6750 §3)', async () => {
    for (const url of [prefix, `${prefix}/oauthapplications`, `${prefix}/profile`]) {
      const { status, headers, document } = await server().send({ method: 'GET', url });
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe(`Bearer ${metadata(prefix)}`);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['content-type']).toBe('application/vnd.api+json');
      expect(document.errors).toEqual([
        {
          id: expect.stringMatching(/./),
          links: { about: `${issuer}/docs/errors#invalid_token` },
          status: '401',
          code: 'unauthenticated',
          title: 'Not authenticated',
          detail: 'Send an access token: Authorization: Bearer <token>.',
        },
      ]);
    }
  });

  it('says what is wrong with a bad token (RFC 6750 §3.1)', async () => {
    const { status, headers, document } = await server().get(`${prefix}/profile`, 'Bearer bad');
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(
      `Bearer error="invalid_token", error_description="The access token has expired. Fetch a new one.", ${metadata(prefix)}`.replace(
        ' Fetch a new one.',
        '',
      ),
    );
    expect(document.errors[0]?.code).toBe('invalid_token');
  });

  it('asks before it reads a body', async () => {
    const payload = 'x'.repeat(300 * 1024);
    const answer = await server().send({ method: 'POST', url: `${prefix}/oauthapplications`, payload });
    expect(answer.status).toBe(401);
  });
});

describe('a token', () => {
  it('without the scope is 403 insufficient_scope that names the scope (RFC 6750 §3.1)', async () => {
    const { get, organizations, people, signIn } = server();
    const reader = await signIn(people.root, organizations.all, ['roles:read']);
    const { status, headers, document } = await get('/api/users', reader);
    expect(status).toBe(403);
    expect(headers['www-authenticate']).toBe(
      `Bearer error="insufficient_scope", error_description="This needs a token with the scope users:read.", scope="users:read", ${metadata('/api')}`,
    );
    expect(document.errors[0]).toMatchObject({ status: '403', code: 'insufficient_scope' });
  });

  it('of the other side is refused even where it got this far', async () => {
    const { as, directory, get, organizations, people } = server();
    const caller = await callerFor(directory, people.carol, organizations.a);
    const { status, document } = await get('/api/profile', as(caller));
    expect([status, document.errors[0]?.code]).toEqual([401, 'invalid_token']);
  });
});

describe('an answer', () => {
  it('is never stored by anybody', async () => {
    const { get, people, write } = server();
    const answers = [
      await get('/api', root),
      await get('/api/users', root),
      await get(`/api/users/${people.mia.id}`, root),
      await get('/api/users/x', root),
      await get('/api/nowhere', root),
      await get('/api/users?x=1', root),
      await write('DELETE', '/api/users', root),
      await write('POST', '/api/users', root, {}),
    ];
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => 'no-store'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404, 400, 405, 400]);
  });

  it('carries the id of the request in every error', async () => {
    const { document } = await server().write('POST', '/api/users', root, { data: { type: 'users' } });
    expect(document.errors.length).toBeGreaterThan(1);
    expect(new Set(document.errors.map(({ id }) => id)).size).toBe(1);
  });

  it('is 503 with a time to wait while too many passwords are being checked', async () => {
    const { directory, people, write } = server();
    const { passwords } = directory;
    const hash = passwords.hash;
    const full: typeof hash = () => Promise.reject(new PasswordQueueFull());
    try {
      Object.assign(passwords, { hash: full });
      const url = `/api/users/${people.mia.id}/password`;
      const answer = await write('POST', url, root, { meta: { password: 'long enough to be one' } });
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
      expect(answer.document.errors[0]?.code).toBe('unavailable');
    } finally {
      Object.assign(passwords, { hash });
    }
  });
});

describe('an address', () => {
  it('that is known for other methods is 405 and says which', async () => {
    const { send } = server();
    const allowOf = async (method: string, url: string) => {
      const { status, headers, document } = await send({ method: method as 'GET', url });
      return [status, headers.allow, document.errors?.[0]?.code];
    };
    const code = 'method_not_allowed';
    const id = '3f1c9a52-7d0e-4b6a-9c3d-5a8e1f20b741';
    expect(await allowOf('PUT', '/api/users')).toEqual([405, 'GET, POST, HEAD, OPTIONS', code]);
    expect(await allowOf('POST', `/api/users/${id}`)).toEqual([405, 'GET, PATCH, DELETE, HEAD, OPTIONS', code]);
    expect(await allowOf('GET', `/api/users/${id}/password`)).toEqual([405, 'POST, OPTIONS', code]);
    expect(await allowOf('PATCH', '/api')).toEqual([405, 'GET, HEAD, OPTIONS', code]);
    expect(await allowOf('DELETE', '/api/doc')).toEqual([405, 'GET, HEAD, OPTIONS', code]);
    expect(await allowOf('PROPFIND', '/storefront/api/profile')).toEqual([405, 'GET, PATCH, HEAD, OPTIONS', code]);
    expect(await allowOf('PATCH', `/api/users/${id}/relationships/roles`)).toEqual([405, 'GET, HEAD, OPTIONS', code]);
  });

  it('tells its methods to OPTIONS', async () => {
    const { send } = server();
    const { status, headers, text } = await send({ method: 'OPTIONS', url: '/api/users' });
    expect([status, headers.allow, text]).toEqual([204, 'GET, POST, HEAD, OPTIONS', '']);
    expect((await send({ method: 'OPTIONS', url: '/api/nowhere' })).status).toBe(404);
  });

  it('that is unknown is 404 in the shape of the API', async () => {
    const { send } = server();
    for (const url of ['/api/nowhere', '/api/users/a/b/c/d', '/storefront/api/users', '/api/users/', '/api//users']) {
      const { status, document, headers } = await send({ method: 'GET', url, headers: { authorization: root } });
      expect([url, status, document.errors?.[0]?.code]).toEqual([url, 404, 'not_found']);
      expect(headers['content-type']).toBe('application/vnd.api+json');
    }
  });
});
