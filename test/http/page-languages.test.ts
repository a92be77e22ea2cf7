import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { createPkce, openBrowsing, requestOf } from '../fixtures/browsing.ts';
import {
  createCodeApplication,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const languages = [
  {
    language: 'en',
    signIn: 'Sign in to the back-office',
    consent: 'Let',
    grant: 'Grant',
    broken: 'This does not work',
  },
  {
    language: 'de',
    signIn: 'Im Backoffice anmelden',
    consent: 'Zugriff geben?',
    grant: 'Erlauben',
    broken: 'Das funktioniert nicht',
  },
  {
    language: 'fr',
    signIn: 'Se connecter au back-office',
    consent: 'Autoriser',
    grant: 'Autoriser',
    broken: 'Cela ne fonctionne pas',
  },
  {
    language: 'es',
    signIn: 'Iniciar sesión en el back-office',
    consent: '¿Dar acceso a',
    grant: 'Permitir',
    broken: 'Esto no funciona',
  },
  { language: 'uk', signIn: 'Вхід до бек-офісу', consent: 'Надати доступ', grant: 'Дозволити', broken: 'Це не працює' },
] as const;

let test: TestServer;
let people: People;
let application: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  application = await createCodeApplication(test, people);
});

afterAll(() => test.close());

const open = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await test.send(path, { headers });
  return { headers: answer.headers, html: await answer.text() };
};
const langOf = (html: string) => /<html lang="([^"]+)">/.exec(html)?.[1];
const requestIn = (given: Record<string, string>) => requestOf(application, createPkce().challenge, given);

describe.each(languages)('whoever reads $language', ({ broken, consent, grant, language, signIn }) => {
  it('gets every page in it, by what the browser asks for', async () => {
    for (const path of ['/', '/docs/errors', '/set-up?token=none', '/admin/sign-in', '/account/sign-in']) {
      const { headers, html } = await open(path, { 'accept-language': `${language}-XX,pt;q=0.9` });
      expect([path, langOf(html), headers.get('content-language')]).toEqual([path, language, language]);
      expect(headers.get('vary')).toContain('Accept-Language');
    }
    expect((await open('/admin/sign-in', { 'accept-language': language })).html).toContain(`<h1>${signIn}</h1>`);
  });

  it('is asked in it from the sign-in to the consent, where the application says so (ui_locales)', async () => {
    const browsing = openBrowsing(test);
    const page = await browsing.authorize(requestIn({ ui_locales: `pt ${language}`, prompt: 'consent' }));
    const refused = await browsing.post(page, 'sign-in', {
      username: 'nobody',
      password: 'wrong',
      decision: 'sign-in',
    });
    const asked = await browsing.signIn(refused, people.alice);
    expect([page, refused, asked].map(({ html }) => langOf(html))).toEqual([language, language, language]);
    expect(asked.html).toContain(consent);
    expect(asked.html).toContain(`value="grant">${grant}</button>`);
    expect((await browsing.decide(asked, 'grant')).location?.searchParams.get('code')).toMatch(/./);
  });

  it('is told in it what cannot go on', async () => {
    const { html } = await open('/oauth2-token/authorize?client_id=none', { 'accept-language': language });
    expect(html).toContain(`<h1>${broken}</h1>`);
  });

  it('can choose it on the page, without scripts; the browser keeps it until another is chosen', async () => {
    const browsing = openBrowsing(test);
    const page = await browsing.open('/admin/sign-in?return=/admin/my-user');
    const link =
      new RegExp(`<a href="([^"]+)" lang="${language}"`).exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const chosen = await browsing.open(new URL(link, page.url).href);
    expect([langOf(chosen.html), browsing.fieldsOf(chosen.html).return]).toEqual([language, '/admin/my-user']);
    expect(chosen.html).toContain(`lang="${language}" hreflang="${language}" aria-current="true"`);
    expect(langOf((await browsing.open('/account/sign-in')).html)).toBe(language);
  });
});

describe('the language of a page', () => {
  it('is that of who is signed in, before that of the browser', async () => {
    await test.services.administrations.users.update(serverCaller(), people.alice.ref.id, { locale: 'uk' });
    const browsing = openBrowsing(test);
    const page = await browsing.authorize(requestIn({ prompt: 'consent' }));
    expect(langOf(page.html)).toBe('en');
    expect(langOf((await browsing.signIn(page, people.alice)).html)).toBe('uk');
  });

  it('changes on a page of a request although the application asked for another, and stays changed', async () => {
    const browsing = openBrowsing(test);
    const page = await browsing.authorize(requestIn({ ui_locales: 'de' }));
    const link = /<a href="([^"]+)" lang="fr"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const chosen = await browsing.open(new URL(link, page.url).href);
    const refused = await browsing.post(chosen, 'sign-in', { username: 'x', password: 'y', decision: 'sign-in' });
    expect([page, chosen, refused].map(({ html }) => langOf(html))).toEqual(['de', 'fr', 'fr']);
  });

  it('is never another than ours, whatever is asked for', async () => {
    for (const wanted of ['xx', 'de"><script>', '../en', '__proto__', 'constructor']) {
      const { html } = await open(`/?language=${encodeURIComponent(wanted)}`, { 'accept-language': wanted });
      expect(langOf(html)).toBe('en');
      expect(html).not.toContain('<script>');
    }
  });

  it('changes nothing of what applications are told (RFC 6749 §5.2)', async () => {
    const init = {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'x' }),
      headers: { 'accept-language': 'uk' },
    };
    expect((await jsonOf(await test.send('/oauth2-token', init))).error_description).toMatch(/^[\x20-\x7e]+$/);
  });

  it('can be any of those that the metadata names (RFC 8414 §2)', async () => {
    const metadata = await jsonOf(await test.send('/.well-known/oauth-authorization-server'));
    expect(metadata.ui_locales_supported).toEqual(languages.map(({ language }) => language));
  });
});
