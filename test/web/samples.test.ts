import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSample } from '../../web/shared/applications/samples.ts';
import { openBrowsing } from '../fixtures/browsing.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestPerson,
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
  curl: { needs: 'curl', command: (code: string) => ['sh', '-c', code] as const },
  javascript: {
    needs: process.execPath,
    command: (code: string) => [process.execPath, '--input-type=module', '--eval', code] as const,
  },
  python: { needs: 'python3', command: (code: string) => ['python3', '-u', '-c', code] as const },
  php: { needs: 'php', command: (code: string) => ['php', '-r', code.replace('<?php', '')] as const },
} as const;

const languages = ['curl', 'javascript', 'python', 'php'] as const;

describe('the request that is ready to run', () => {
  for (const language of languages) {
    const { command, needs } = runners[language];
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
      const [file, ...given] = command(writeSample(language, facts));
      const { stdout } = await perform(file, given);
      expect(stdout).toContain('alice@example.com');
    });
  }
});

/** Signs in at the address that a program prints, and brings it the code; gives all that it printed. */
async function bringCode([file, ...given]: readonly string[], person: TestPerson): Promise<string> {
  const program = spawn(file ?? '', given, { stdio: 'pipe' });
  let printed = '';
  let isAsked = false;
  program.stdout.on('data', async (chunk: Buffer) => {
    printed += chunk;
    const [address] = /http:\S+authorize\?\S+(?=\s)/.exec(printed) ?? [];
    if (address === undefined || isAsked) return;
    isAsked = true;
    const browsing = openBrowsing(test);
    const sight = await browsing.signIn(await browsing.open(address), person);
    const { location } = sight.location === null ? await browsing.decide(sight, 'grant') : sight;
    program.stdin.end(`${location?.searchParams.get('code')}\n`);
  });
  await once(program, 'close');
  return printed;
}

describe('the authorization that is ready to run', () => {
  for (const language of languages) {
    const { command, needs } = runners[language];
    it.skipIf(!isThere(needs)).each([true, false])(
      `in ${language} fetches a token for who signs in, with PKCE (confidential: %s)`,
      async (confidential) => {
        const redirectUri = "http://127.0.0.1:9/it's%20here?a=$b";
        const { clientId, secret } = await createApplication(test, {
          organizationId: people.organizations.a,
          owner: null,
          grantTypes: ['authorization_code'],
          redirectUris: [redirectUri],
          confidential,
        });
        const facts = {
          issuer: test.url,
          api: `${test.url}/api`,
          clientId,
          clientSecret: confidential ? secret : null,
          grant: 'authorization_code',
          redirectUri,
        } as const;
        expect(await bringCode(command(writeSample(language, facts)), people.alice)).toContain('alice@example.com');
      },
    );
  }
});
