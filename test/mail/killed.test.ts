import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/storage/schema.ts';
import { startSmtpServer } from '../fixtures/test-smtp-server.ts';
import { type Child, type CompiledSources, compileSources, startChild } from '../storage/compiled-sources.ts';
import { openWithDatabase, pglite, postgres, type TestPlace } from '../storage/databases.ts';
import { within } from '../storage/within.ts';

/** Where a node dies: between every two things of which a crash could leave one without the other. */
const ends = ['event-written', 'cursor-moved', 'claimed', 'heard', 'sent'] as const;

/** Some of them, since an embedded database takes its time to start. */
const someEnds = ['cursor-moved', 'heard', 'sent'] as const;

/** How many mails a node sends at once. */
const atOnce = 4;
/** How many applications a node has created before it is worth while to kill it. */
const busy = 6;
/** Slowness alone fails nothing here. */
const patience = 240_000;
const ids = { organizationId: randomUUID(), ownerId: randomUUID() };

interface Node {
  readonly name: string;
  readonly end: (typeof ends)[number] | null;
  readonly child: Child;
}

let sources: CompiledSources;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
let place: TestPlace;
let started: Node[];

beforeAll(async () => {
  sources = compileSources();
}, patience);

afterAll(() => sources.remove());

/** The URL by which the server tells whose connection one is. */
function urlFor(name: string): { readonly databaseUrl?: string } {
  if (place.databaseUrl === undefined) return {};
  const url = new URL(place.databaseUrl);
  url.searchParams.set('application_name', name);
  return { databaseUrl: url.href };
}

const hasEnded = ({ child }: Node) => child.process.exitCode !== null || child.process.signalCode !== null;

async function startNode(end: Node['end']): Promise<Node> {
  const name = `node-${started.length}`;
  const where = { stateDir: place.stateDir, ...urlFor(name) };
  const settings = { ...ids, end, name, place: where, port: smtp.port };
  const child = startChild(sources, 'mailer.mjs', [JSON.stringify(settings)]);
  const node = { name, end, child };
  started.push(node);
  await child.said('created');
  await within(patience, () => child.lines.length >= busy || hasEnded(node));
  return node;
}

/** Lets a node die at the next time that it comes to its end. */
async function letDie(node: Node): Promise<void> {
  if (node.end === 'heard') {
    smtp.behave({
      async data({ from }) {
        // The node never hears that its mail was taken.
        if (from === `${node.name}@oauth.example`) await node.child.kill();
        return null;
      },
    });
  }
  node.child.process.kill('SIGUSR2');
  await within(patience, () => hasEnded(node));
  await node.child.kill();
  expect([node.end, node.child.process.signalCode]).toEqual([node.end, 'SIGKILL']);
  smtp.behave({});
}

/** Lets nodes send what there is, and end. */
async function finish(nodes: readonly Node[]): Promise<void> {
  for (const { child } of nodes) child.process.kill('SIGTERM');
  for (const { child } of nodes) await child.said('done');
}

/** The application that a mail tells of. Lines that are too long come broken (RFC 2045 §6.7). */
function clientIdOf(raw: string): string {
  return /Client ID: ([0-9a-f]{48})/.exec(raw.replaceAll('=\r\n', ''))?.[1] ?? 'none';
}

async function expectNothingLost(database: Database): Promise<void> {
  const acknowledged = started.flatMap(({ child }) => child.lines.map((line) => line.split(' ')));
  const created = acknowledged.filter(([word]) => word === 'created').map(([, clientId]) => clientId);
  const mails = await database.selectFrom('mails').select(['message_id', 'state', 'lease', 'facts']).execute();
  expect(mails.filter(({ lease, state }) => state !== 'sent' || lease !== null)).toEqual([]);
  const { rows: committed } = await sql<{ client_id: string }>`
    select clients.client_id from audit_events join clients on clients.id::text = audit_events.subject_id
    where audit_events.type = 'application.created'`.execute(database);
  const clientIds = committed.map(({ client_id }) => client_id).sort();
  expect(created.filter((clientId) => !clientIds.includes(clientId ?? ''))).toEqual([]);

  // One mail for each application that is there, whoever saw it, and for no other.
  expect(mails.map(({ facts }) => facts.application.clientId).sort()).toEqual(clientIds);
  const pairs = (each: readonly { readonly messageId: string; readonly clientId: string }[]) =>
    [...new Set(each.map(({ clientId, messageId }) => `${messageId} ${clientId}`))].sort();
  const received = smtp.received.map(({ messageId, raw }) => ({ messageId, clientId: clientIdOf(raw) }));
  const queued = mails.map(({ facts, message_id: messageId }) => ({ messageId, clientId: facts.application.clientId }));
  expect(pairs(received)).toEqual(pairs(queued));
}

function expectFewRepeated(kills: number): void {
  const repeated = smtp.received.length - new Set(smtp.received.map(({ messageId }) => messageId)).size;
  expect(repeated).toBeGreaterThanOrEqual(2);
  expect(repeated).toBeLessThanOrEqual(atOnce * kills);
}

async function begin(kind: typeof pglite): Promise<void> {
  started = [];
  smtp = await startSmtpServer();
  place = await kind.create();
}

async function end(): Promise<void> {
  for (const { child } of started) await child.kill();
  await smtp.close();
  await place.remove();
}

describe('a process that is killed while it sends mail, from an embedded database', () => {
  beforeAll(() => begin(pglite));
  afterAll(end);

  it(
    'forgets no mail, invents none, and repeats only what was under way, wherever it is killed',
    async () => {
      for (const each of someEnds) await letDie(await startNode(each));
      await finish([await startNode(null)]);
      const { database, storage } = await openWithDatabase(place);
      await expectNothingLost(database);
      await storage.close();
      expectFewRepeated(someEnds.length);
    },
    patience,
  );
});

describe.skipIf(!postgres.isThere)('one of two nodes that is killed while both send mail', () => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    await begin(postgres);
    const opened = await openWithDatabase(place);
    database = opened.database;
    close = opened.storage.close;
  });
  afterAll(async () => {
    await close();
    await end();
  });

  async function count(from: ReturnType<typeof sql>): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${from}`.execute(database);
    return rows[0]?.count ?? 0;
  }

  /** Ends the leases of a dead node, and waits until the other has taken over what it left. */
  async function endLeases({ name }: Node): Promise<void> {
    // What it had asked for may still be done.
    await within(patience, async () => (await count(sql`pg_stat_activity where application_name = ${name}`)) === 0);
    await sql`update mails set leased_until = '-infinity' where lease is not null`.execute(database);
    const over = sql`mails where lease is not null and leased_until < now()`;
    await within(patience, async () => (await count(over)) === 0);
  }

  it(
    'leaves its mails to the other: none is forgotten or invented, and only what was under way is repeated',
    async () => {
      let older = await startNode(ends[0]);
      for (const each of [...ends.slice(1), null]) {
        const younger = await startNode(each);
        await letDie(older);
        await endLeases(older);
        older = younger;
      }
      await finish([older]);
      await expectNothingLost(database);
      expectFewRepeated(ends.length);
    },
    patience,
  );
});
