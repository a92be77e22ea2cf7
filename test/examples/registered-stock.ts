import { createApplication, type People, type TestServer } from '../fixtures/test-server.ts';
import { runExample } from './run-example.ts';

/** Registers an API and its applications with the example that does so. @returns the variables that it prints. */
export async function registerStock(test: TestServer, people: People, audience: string, pageOrigin = '') {
  const { clientId, secret } = await createApplication(test, {
    organizationId: people.organizations.all,
    owner: people.administrator.ref,
    grantTypes: ['client_credentials'],
  });
  const credentials = { ISSUER: test.url, CLIENT_ID: clientId, CLIENT_SECRET: secret };
  const printed = await runExample(process.execPath, ['resource-server/register.mjs'], {
    ...credentials,
    AUDIENCE: audience,
    ...(pageOrigin !== '' && { PAGE_ORIGIN: pageOrigin }),
  });
  const exported = [...printed.matchAll(/([A-Z_]+)='([^']*)'/g)].map(([, name = '', value = '']) => [name, value]);
  return { ISSUER: test.url, ...(Object.fromEntries(exported) as Record<string, string>) };
}
