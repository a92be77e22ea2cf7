import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSample } from '../../web/shared/applications/samples.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
});

afterAll(() => test.close());

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;
const perform = promisify(execFile);

const runners = {
  curl: { needs: 'curl', run: (code: string) => perform('sh', ['-c', code]) },
  javascript: {
    needs: process.execPath,
    run: (code: string) => perform(process.execPath, ['--input-type=module', '--eval', code]),
  },
  python: { needs: 'python3', run: (code: string) => perform('python3', ['-c', code]) },
  php: { needs: 'php', run: (code: string) => perform('php', ['-r', code.replace('<?php', '')]) },
} as const;

describe('the request that is ready to run', () => {
  for (const language of ['curl', 'javascript', 'python', 'php'] as const) {
    const { needs, run } = runners[language];
    it.skipIf(!isThere(needs))(`in ${language} fetches a token and calls the API`, async () => {
      const { clientId, secret } = await createApplication(test, {
        organizationId: people.organizations.a,
        owner: people.alice.ref,
        grantTypes: ['client_credentials'],
      });
      const facts = {
        issuer: test.url,
        api: `${test.url}/api`,
        clientId,
        clientSecret: secret,
        grant: 'client_credentials',
      } as const;
      const { stdout } = await run(writeSample(language, facts));
      expect(stdout).toContain('alice@example.com');
    });
  }
});
