import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';
import { postgres, type TestPlace } from '../storage/databases.ts';

const issuer = 'http://oauth.example.com';
const announceFor = 900;
const tokenLifetime = 1_800;
const clockSkew = 60;
const settings = {
  server: { publicUrl: issuer },
  keys: { announceFor: announceFor / 3_600 },
  tokens: { accessTokenLifetime: tokenLifetime, algorithm: 'ES256' },
};
const caller = serverCaller();
const kidOf = (token: string) => decodeProtectedHeader(token).kid ?? '';
const publicKids = async (node: TestServer) =>
  ((await (await node.send('/.well-known/jwks.json')).json()) as JSONWebKeySet).keys.map(({ kid }) => kid ?? '');

describe.skipIf(!postgres.isThere)('on two nodes with one PostgreSQL', () => {
  let place: TestPlace;
  let folder: string;
  let nodes: readonly [TestServer, TestServer];
  let machine: TestApplication;

  beforeAll(async () => {
    place = await postgres.create();
    folder = await mkdtemp(join(tmpdir(), 'grantry-rotation-'));
    const databaseUrl = place.databaseUrl ?? '';
    const first = await startTestServer({ settings, databaseUrl, stateDir: join(folder, 'first') });
    await cp(join(folder, 'first', 'hash.key'), join(folder, 'second', 'hash.key'));
    const second = await startTestServer({ settings, databaseUrl, stateDir: join(folder, 'second') });
    nodes = [first, second];
    const { alice, organizations } = await seedPeople(first);
    machine = await createApplication(first, {
      organizationId: organizations.a,
      owner: alice.ref,
      grantTypes: ['client_credentials'],
    });
  });

  afterAll(async () => {
    vi.useRealTimers();
    await Promise.all(nodes.map((node) => node.close()));
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const fetchToken = async (node: TestServer) =>
    (await jsonOf(await node.token({ grant_type: 'client_credentials', ...credentialsOf(machine) }))).access_token ??
    '';

  it('a node without a key file signs with the key of the installation', async () => {
    expect(kidOf(await fetchToken(nodes[1]))).toBe(kidOf(await fetchToken(nodes[0])));
    expect(await publicKids(nodes[1])).toEqual(await publicKids(nodes[0]));
  });

  it('ends at once, on both, what a key signed that is retired in an emergency, and signs with a new one (JK-04, R-30)', async () => {
    const [first, second] = nodes;
    const [token, other] = [await fetchToken(first), await fetchToken(second)];
    for (const node of nodes) expect((await node.call('/api/users', token)).status).toBe(200);
    await first.services.signingKeys.rotation.revoke(caller, kidOf(token));
    expect((await first.call('/api/users', token)).status).toBe(401);
    expect((await first.call('/api/users', other)).status).toBe(401);
    const ended = async () => {
      expect((await second.call('/api/users', token)).status).toBe(401);
      expect((await second.call('/api/users', other)).status).toBe(401);
    };
    await vi.waitFor(ended, { timeout: 1_000, interval: 20 });
    const next = [await fetchToken(first), await fetchToken(second)];
    for (const each of next) {
      expect(kidOf(each)).not.toBe(kidOf(token));
      for (const node of nodes) expect((await node.call('/api/users', each)).status).toBe(200);
    }
    expect(await publicKids(second)).toEqual([kidOf(next[0] ?? '')]);
  });

  describe('a rotation', () => {
    const failures: string[] = [];
    const held: string[] = [];
    let verifications = 0;
    let turns = 0;
    let stopped = false;
    let workers: Promise<void>[] = [];

    /** A resource server that fetches the public keys when its copy is as old as the answer allowed, never sooner. */
    async function createResourceServer(node: TestServer) {
      const url = new URL(`${node.url}/.well-known/jwks.json`);
      const answer = await fetch(url);
      const maxAge = Number(/max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1]);
      const keys = createRemoteJWKSet(url, { cacheMaxAge: maxAge * 1_000, cooldownDuration: Number.POSITIVE_INFINITY });
      return (token: string) => jwtVerify(token, keys, { issuer, audience: `${issuer}/api`, typ: 'at+jwt' });
    }

    const isGood = (token: string) => (decodeJwt(token).exp ?? 0) * 1_000 > Date.now();

    /** Something that must work while a token is good. The clock moves on meanwhile, so that it may end during it. */
    async function mustWork(what: string, token: string, work: () => Promise<unknown>): Promise<void> {
      if (!isGood(token)) return;
      try {
        await work();
        verifications += 1;
      } catch (error) {
        if (isGood(token)) failures.push(`${what}: ${String(error)}`);
      }
    }

    async function createWorker(resourceServers: readonly Awaited<ReturnType<typeof createResourceServer>>[]) {
      for (let turn = 0; !stopped; turn += 1) {
        held.push(await fetchToken(nodes[turn % 2 === 0 ? 0 : 1]));
        const token = held[Math.floor(Math.random() * held.length)] ?? '';
        for (const each of [token, held.at(-1) ?? '']) {
          for (const verify of resourceServers) await mustWork('a resource server', each, () => verify(each));
          for (const node of nodes) {
            await mustWork('our own API', each, async () => {
              const { status } = await node.call('/api/users', each);
              if (status !== 200) throw new Error(`answered ${status}`);
            });
          }
        }
        turns += 1;
      }
    }

    /** Lets the workers go on for so many turns. */
    async function work(more: number): Promise<void> {
      for (const until = turns + more; turns < until; ) await sleep(5);
    }

    /** Moves the clock of everybody on, a step at a time, with load and upkeep at each. */
    async function pass(seconds: number, step = 150): Promise<void> {
      for (let at = 0; at < seconds; at += step) {
        vi.setSystemTime(Date.now() + Math.min(step, seconds - at) * 1_000);
        await Promise.all(nodes.map(({ services }) => services.signingKeys.rotation.upkeep(caller)));
        await work(6);
      }
    }

    beforeAll(async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      const resourceServers = await Promise.all([nodes[0], nodes[1], nodes[0]].map(createResourceServer));
      workers = [1, 2, 3].map(() => createWorker(resourceServers));
      await work(6);
    });

    afterAll(async () => {
      stopped = true;
      await Promise.all(workers);
    });

    it('announces, signs, retires and deletes without one failed verification (JK-04)', {
      timeout: 60_000,
    }, async () => {
      const [first, second] = nodes;
      const old = kidOf(await fetchToken(first));
      const { kid } = await first.services.signingKeys.rotation.rotate(caller);
      await vi.waitFor(async () => expect(await publicKids(second)).toEqual([old, kid]), { timeout: 1_000 });

      await pass(announceFor - 150);
      expect([await fetchToken(first), await fetchToken(second)].map(kidOf)).toEqual([old, old]);
      await pass(150);
      expect([await fetchToken(first), await fetchToken(second)].map(kidOf)).toEqual([kid, kid]);

      await pass(tokenLifetime);
      expect(await publicKids(first)).toEqual([old, kid]);
      await pass(clockSkew);
      expect([await publicKids(first), await publicKids(second)]).toEqual([[kid], [kid]]);
      const stored = await first.services.storage.signingKeys.all();
      expect(stored.find((key) => key.kid === old)).toMatchObject({ sealed: null, deletedAt: expect.any(Date) });

      expect(failures).toEqual([]);
      expect(new Set(held.map(kidOf))).toEqual(new Set([old, kid]));
      expect(verifications).toBeGreaterThan(500);
      const events = await first.services.storage.auditLog.after('0', 10_000);
      const told = events.map(({ type, subject }) => [type, subject.id]).filter(([, id]) => id === old || id === kid);
      expect(told).toEqual([
        ['signing-key.generated', old],
        ['signing-key.announced', kid],
        ['signing-key.retired', old],
        ['signing-key.deleted', old],
      ]);
    });
  });

  it('gives one successor when both are due at once (R-11)', async () => {
    const rotate = (node: TestServer) => node.services.signingKeys.rotation.rotate(caller);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => rotate(nodes[at % 2 === 0 ? 0 : 1])));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await publicKids(nodes[0])).toHaveLength(2);
  });
});
