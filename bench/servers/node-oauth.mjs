import { randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import OAuth2Server from '@node-oauth/oauth2-server';
import express from 'express';
import { announce, formRequest, wanted } from './listen.mjs';
import { client, generateKeys, person } from './memory-store.mjs';

const { privateKey } = generateKeys(wanted.algorithm);
const known = { id: client.id, grants: ['client_credentials', 'refresh_token', 'password'] };
const byRefreshToken = new Map();
const header = Buffer.from(JSON.stringify({ typ: 'at+jwt', alg: wanted.algorithm, kid: 'bench' })).toString(
  'base64url',
);
const signOnThread = promisify(sign);

/** Its tokens are random texts by default; signed ones, as all others make them, are the model's to make. */
async function generateAccessToken(of, user, scope) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: user.id,
    client_id: of.id,
    scope: scope?.join(' '),
    jti: randomUUID(),
    iat: now,
    exp: now + 3600,
  };
  const input = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const key = wanted.algorithm === 'ES256' ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey;
  return `${input}.${(await signOnThread('sha256', Buffer.from(input), key)).toString('base64url')}`;
}

const oauth = new OAuth2Server({
  model: {
    generateAccessToken,
    getClient: async (id, secret) =>
      id === client.id && (secret === null || secret === client.secret) ? known : false,
    getUserFromClient: async () => ({ id: 'alice' }),
    // Only the work with passwords hashes: the others get their tokens quickly.
    getUser: async (_name, given) =>
      wanted.work !== 'password' || (await person.proved(given)) ? { id: 'alice' } : null,
    validateScope: async (_user, _of, scope) => scope,
    async saveToken(token, of, user) {
      const saved = { ...token, client: of, user };
      if (token.refreshToken) byRefreshToken.set(token.refreshToken, saved);
      return saved;
    },
    getRefreshToken: async (value) => byRefreshToken.get(value),
    revokeToken: async ({ refreshToken }) => byRefreshToken.delete(refreshToken),
  },
});

const app = express();
app.use(express.urlencoded({ extended: false }));
app.post('/token', async (request, reply) => {
  const response = new OAuth2Server.Response(reply);
  try {
    await oauth.token(new OAuth2Server.Request(request), response);
    reply.set(response.headers).status(response.status).send(response.body);
  } catch (error) {
    reply.status(error.code ?? 500).send({ error: error.name });
  }
});
const server = app.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const credentials = { client_id: client.id, client_secret: client.secret };
  const { password, username } = person;
  const withPassword = formRequest('/token', {
    grant_type: 'password',
    username,
    password,
    scope: 'read',
    ...credentials,
  });
  const works = {
    password: async () => ({ request: withPassword }),
    'client-credentials': async () => ({
      request: formRequest('/token', { grant_type: 'client_credentials', scope: 'read', ...credentials }),
    }),
    refresh: async ({ connections }) => {
      const sessions = Array.from({ length: connections }, async () =>
        (await fetch(url + withPassword.path, withPassword)).json(),
      );
      const tokens = (await Promise.all(sessions)).map(({ refresh_token: token }) => token);
      return {
        kind: 'rotating',
        tokens,
        request: formRequest('/token', { grant_type: 'refresh_token', ...credentials }),
      };
    },
  };
  announce({ url, kind: 'same', ...(await works[wanted.work](wanted)) });
});
