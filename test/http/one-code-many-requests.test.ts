import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPkce, obtainCode, requestOf } from '../fixtures/browsing.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';
import { databases } from '../storage/databases.ts';

const rounds = 10;
const settings = { server: { publicUrl: 'http://oauth.example.com' } };

describe.each(databases)('one code on $name', ({ name, isThere, create }) => {
  it.skipIf(!isThere)(
    'is redeemed by one of fifty requests at once, on whatever node (CD-08)',
    async () => {
      const place = await create();
      const folder = await mkdtemp(join(tmpdir(), 'grantry-codes-'));
      const start = (node: string) =>
        startTestServer({
          settings,
          stateDir: join(folder, node),
          ...(place.databaseUrl !== undefined && { databaseUrl: place.databaseUrl }),
        });
      const nodes: TestServer[] = [await start('first')];
      if (name === 'PostgreSQL') {
        await cp(join(folder, 'first'), join(folder, 'second'), { recursive: true });
        nodes.push(await start('second'));
      }
      try {
        const [first] = nodes as [TestServer];
        const people = await seedPeople(first);
        const client = await createApplication(first, {
          organizationId: people.organizations.a,
          owner: people.alice.ref,
          grantTypes: ['authorization_code'],
          redirectUris: ['https://client.example/cb'],
        });
        const { browsing } = await obtainCode(first, client, people.alice);
        for (let round = 0; round < rounds; round += 1) {
          const { challenge, verifier } = createPkce();
          const { location } = await browsing.authorize(requestOf(client, challenge));
          const code = location?.searchParams.get('code') ?? '';
          const exchange = {
            grant_type: 'authorization_code',
            code,
            code_verifier: verifier,
            ...credentialsOf(client),
          };
          const answers = await Promise.all(
            Array.from({ length: 50 }, (_, at) => nodes[at % nodes.length]?.token(exchange)),
          );
          const verdicts = await Promise.all(
            answers.map(async (answer) =>
              answer?.status === 200 ? 'redeemed' : answer && (await jsonOf(answer)).error,
            ),
          );
          expect(verdicts.filter((verdict) => verdict === 'redeemed')).toHaveLength(1);
          expect(verdicts.filter((verdict) => verdict === 'invalid_grant')).toHaveLength(49);
        }
        const events = await first.services.storage.auditLog.after('0', 1000);
        expect(events.filter(({ type }) => type === 'authorization-code.replayed')).toHaveLength(rounds);
      } finally {
        await Promise.all(nodes.map((node) => node.close()));
        await place.remove();
        await rm(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
