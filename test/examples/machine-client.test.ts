import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { findProgram, runExample } from './run-example.ts';

const programs = [
  { language: 'JavaScript', command: process.execPath, file: 'client.mjs', needs: [] },
  { language: 'Python', command: 'python3', file: 'client.py', needs: ['python3'] },
  { language: 'curl', command: 'sh', file: 'client.sh', needs: ['sh', 'curl'] },
].filter(({ needs }) => needs.every((name) => findProgram(name) !== null));

let test: TestServer;
let variables: Record<string, string>;

beforeAll(async () => {
  test = await startTestServer();
  const { organizations, alice } = await seedPeople(test);
  const { clientId, secret } = await createApplication(test, {
    organizationId: organizations.a,
    owner: alice.ref,
    grantTypes: ['client_credentials'],
  });
  variables = { ISSUER: test.url, CLIENT_ID: clientId, CLIENT_SECRET: secret };
});

afterAll(() => test.close());

describe.each(programs)('the machine client in $language', ({ command, file }) => {
  const run = (changes: Record<string, string> = {}) =>
    runExample(command, [`machine-client/${file}`], { ...variables, ...changes });

  it('prints the users that its owner may see', async () => {
    const printed = await run();
    expect(printed).toContain('alice@example.com');
    expect(printed).not.toContain('bob@example.com');
  });

  it('fetches a token for the API that it names (RFC 8707)', async () => {
    expect(await run({ RESOURCE: `${test.url}/api` })).toContain('alice@example.com');
    const error = await run({ RESOURCE: 'https://unknown.example' }).catch((reason: { stderr: string }) => reason);
    expect(error).toHaveProperty('stderr', expect.stringContaining('invalid_target'));
  });

  it('tells why it was refused, and never the secret', async () => {
    const error = await run({ CLIENT_SECRET: 'wrong-secret' }).catch((reason: { stderr: string }) => reason);
    expect(error).toHaveProperty('stderr', expect.stringContaining('invalid_client'));
    expect((error as { stderr: string }).stderr).not.toContain('wrong-secret');
  });
});
