// Opens the database of a state directory and writes as fast as it can. Tells what was acknowledged, and only then.
import { randomBytes, randomUUID } from 'node:crypto';

const [sources, stateDir, round] = process.argv.slice(2);
const { openStorage } = await import(`${sources}/storage/open-storage.js`);
const { createCryptography } = await import(`${sources}/crypto/cryptography.js`);

const quiet = () => {};
const log = { info: quiet, warn: quiet, error: quiet };
const tell = (...words) => process.stdout.write(`${words.join(' ')}\n`);

tell('opening', process.pid);
const storage = await openStorage({ stateDir, log, cryptography: createCryptography(new Uint8Array(32)) });
tell('open');

const at = new Date();
const organization = { id: randomUUID(), name: `Round ${round}`, global: false, enabled: true, epoch: 0 };
const event = (name) => ({
  type: 'application.edited',
  organizationId: null,
  actor: { kind: 'server', id: null },
  subject: { kind: 'application', id: '0', name },
  details: { fields: [] },
  origin: { address: null, requestId: null },
});
await storage.organizations.insert({ ...organization, createdAt: at, updatedAt: at }, event('organization'));
tell('organization', organization.id);

async function writeClients(lane) {
  for (let count = 0; ; count += 1) {
    const id = randomUUID();
    const client = {
      id,
      clientId: randomBytes(24).toString('base64url'),
      name: `${lane} ${count}`,
      side: 'backoffice',
      organizationId: organization.id,
      owner: null,
      grantTypes: [],
      redirectUris: [],
      confidential: true,
      skipConsent: false,
      pkceRequired: true,
      tokenReuse: false,
      guestsAllowed: false,
      active: true,
      access: { mode: 'everything' },
      apis: [],
      corsOrigins: [],
      epoch: 0,
      secrets: [],
      createdBy: null,
      createdAt: at,
      updatedAt: at,
    };
    await storage.clients.insert(client, event(`made ${id}`));
    tell('client', id);
    if (count % 2 === 0) {
      await storage.clients.delete({ level: 'global' }, id, event(`deleted ${id}`));
      tell('deleted', id);
    } else if (count % 5 === 1) {
      await rotate(client);
    }
  }
}

async function rotate(client) {
  const id = randomUUID();
  const handleHash = new Uint8Array(randomBytes(32));
  const later = new Date(Date.now() + 1e9);
  await storage.refreshTokens.insert({
    id,
    handleHash,
    clientRowId: client.id,
    subject: { kind: 'user', id: randomUUID() },
    side: 'backoffice',
    organizationId: organization.id,
    resource: 'r',
    scope: [],
    epoch: '0.0.0',
    sequence: 0,
    rotatedAt: at,
    idleExpiresAt: later,
    expiresAt: later,
    revokedAt: null,
  });
  const handle = Buffer.from(handleHash).toString('hex');
  tell('family', handle, 0);
  for (let sequence = 0; sequence < 5; sequence += 1) {
    await storage.refreshTokens.rotate(id, sequence, new Date(), later);
    tell('family', handle, sequence + 1);
  }
  await storage.refreshTokens.revoke(id, later, event(`revoked ${id}`));
  tell('revoked', id);
}

await Promise.all([1, 2, 3].map((lane) => writeClients(lane)));
