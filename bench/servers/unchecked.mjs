// What HTTP, signing and hashing alone leave: Fastify reads the form and answers a signed token, without asking who
// wants it. Passwords are hashed, as that is what their work is bound by.
import { sign } from 'node:crypto';
import { parse } from 'node:querystring';
import { promisify } from 'node:util';
import Fastify from 'fastify';
import { announce, formRequest, wanted } from './listen.mjs';
import { client, generateKeys, person } from './memory-store.mjs';

const { privateKey } = generateKeys(wanted.algorithm);
const onThreads = promisify(sign);
const base64url = (value) => Buffer.from(value).toString('base64url');
const header = base64url(JSON.stringify({ alg: wanted.algorithm, typ: 'at+jwt', kid: 'bench' }));

/** Signs as fast as Node.js can: RSA on other threads, which is long work, and curves at once. */
const signatureOf =
  wanted.algorithm === 'RS256'
    ? async (input) => (await onThreads('sha256', Buffer.from(input), privateKey)).toString('base64url')
    : (input) =>
        sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');

let made = 0;

/** The claims of an access token of RFC 9068, of usual length. */
async function makeToken({ client_id: sub, scope }) {
  made += 1;
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: url,
    aud: `${url}/api`,
    sub,
    client_id: sub,
    scope,
    iat,
    exp: iat + 3600,
    jti: `token ${made}`,
  };
  const input = `${header}.${base64url(JSON.stringify(claims))}`;
  return `${input}.${await signatureOf(input)}`;
}

let turn = null;

/** Answers are written together, as Grantry writes them. */
function endOfTurn() {
  turn ??= new Promise((resolve) =>
    setImmediate(() => {
      turn = null;
      resolve();
    }),
  );
  return turn;
}

const app = Fastify();
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
  done(null, parse(body)),
);
let kept = null;
let hashing = Promise.resolve();

/** Hashes one password at a time, as Grantry does on one core: several at once are in each other's caches. */
function hashPassword(password) {
  hashing = hashing.then(() => person.proved(password));
  return hashing;
}

app.post('/token', async ({ body }, reply) => {
  if (wanted.work === 'password') await hashPassword(body.password);
  const token = kept ?? (await makeToken(body));
  if (wanted.work === 'token-reuse') kept = token;
  await endOfTurn();
  reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
  return `{"token_type":"Bearer","expires_in":3600,"access_token":"${token}","scope":"${body.scope}"}`;
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });

const credentials = { scope: 'read', client_id: client.id, client_secret: client.secret };
const parameters =
  wanted.work === 'password'
    ? { grant_type: 'password', username: person.username, password: person.password, ...credentials }
    : { grant_type: 'client_credentials', ...credentials };
announce({ url, kind: 'same', request: formRequest('/token', parameters) });
