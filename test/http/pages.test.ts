import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthErrorCodes } from '../../src/oauth/oauth-error.ts';
import { startTestServer, type TestServer } from '../fixtures/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
});

afterAll(() => test.close());

let token: string;
const link = () => new URL(test.server.setUpLink ?? 'http://none');
const form = {
  organization: 'First & only',
  username: 'first',
  email: 'first@example.com',
  password: 'a-long-enough-password',
};
const submit = (token: string, fields: Record<string, string>) =>
  test.send('/set-up', { method: 'POST', body: new URLSearchParams({ token, ...fields }) });

describe('every page', () => {
  it('cannot be framed, runs no script and sends no referrer', async () => {
    for (const path of ['/', '/docs/errors', link().pathname]) {
      const { headers } = await test.send(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });

  it('has the headers of pages alone, which answers to machines leave out (ASVS 3.4.8)', async () => {
    const { headers } = await test.send('/oauth2-token', { method: 'POST' });
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
  });

  it('explains every error code that the server can answer with', async () => {
    const text = await (await test.send('/docs/errors')).text();
    for (const code of oauthErrorCodes) {
      const [, section = ''] = new RegExp(`<section id="${code}">([^]*?)</section>`).exec(text) ?? [];
      for (const part of ['Common causes', 'What to do', 'Example']) expect(section).toContain(part);
      expect(section.match(/<li>/g)?.length).toBeGreaterThan(1);
    }
    expect(text).toContain('href="/admin/refused-requests"');
  });
});

describe('the set-up of an empty installation', () => {
  it('is refused without a good token', async () => {
    expect((await test.send('/set-up')).status).toBe(403);
    expect((await submit('guess', form)).status).toBe(403);
  });

  it('keeps what was typed when something is wrong, but never the password', async () => {
    token = link().searchParams.get('token') ?? '';
    const response = await submit(token, { ...form, password: 'short' });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('value="First &amp; only"');
    expect(text).toContain('12 to 256 characters');
    expect(text).not.toContain('short');
    token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
    expect((await test.send(link().pathname + link().search)).status).toBe(403);
  });

  it('makes the first administrator once, also when two submit at the same time', async () => {
    expect((await test.send(`/set-up?token=${token}`)).status).toBe(200);
    const statuses = (await Promise.all([submit(token, form), submit(token, { ...form, username: 'second' })])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 403]);
    expect((await submit(token, form)).status).toBe(403);
    expect((await test.send(`/set-up?token=${token}`)).status).toBe(403);
    expect(await test.services.setUp.isNeeded()).toBe(false);
  });
});
