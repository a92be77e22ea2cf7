import formbody from '@fastify/formbody';
import { AuthorizationServer, DateInterval, generateRandomToken } from '@jmondi/oauth2-server';
import { handleFastifyError, handleFastifyReply, requestFromFastify } from '@jmondi/oauth2-server/fastify';
import Fastify from 'fastify';
import jsonwebtoken from 'jsonwebtoken';
import { announce, formRequest, wanted } from './listen.mjs';
import { client, generateKeys, person } from './memory-store.mjs';

const { privateKey, publicKey } = generateKeys(wanted.algorithm);
const scope = { name: 'read' };
const known = {
  id: client.id,
  name: 'Bench',
  secret: client.secret,
  redirectUris: [],
  allowedGrants: ['client_credentials', 'password', 'refresh_token'],
  scopes: [scope],
};
const user = { id: 'alice' };
const byRefreshToken = new Map();

const tokens = {
  issueToken: async (of, scopes, owner) => ({
    accessToken: generateRandomToken(),
    accessTokenExpiresAt: new DateInterval('1h').getEndDate(),
    client: of,
    user: owner,
    scopes,
  }),
  issueRefreshToken: async (token) => {
    token.refreshToken = generateRandomToken();
    token.refreshTokenExpiresAt = new DateInterval('30d').getEndDate();
    // It is asked to persist the access token alone, before there is a refresh token.
    byRefreshToken.set(token.refreshToken, token);
    return token;
  },
  async persist() {},
  async revoke(token) {
    byRefreshToken.delete(token.refreshToken);
  },
  isRefreshTokenRevoked: async (token) => !byRefreshToken.has(token.refreshToken),
  getByRefreshToken: async (value) => byRefreshToken.get(value),
};

/** Signs with a key that is parsed once and on the thread pool, which is the fastest its interface allows. */
const jwt = {
  sign: (payload) =>
    new Promise((resolve, reject) => {
      jsonwebtoken.sign(payload, privateKey, { algorithm: wanted.algorithm, keyid: 'bench' }, (error, token) =>
        error ? reject(error) : resolve(token),
      );
    }),
  verify: async (token) => jsonwebtoken.verify(token, publicKey, { algorithms: [wanted.algorithm] }),
  decode: (token) => jsonwebtoken.decode(token),
};

const authorization = new AuthorizationServer(
  { getByIdentifier: async () => known, isClientValid: async (_grant, of, secret) => of.secret === secret },
  tokens,
  { getAllByIdentifiers: async (names) => names.map((name) => ({ name })), finalize: async (scopes) => scopes },
  jwt,
);
authorization.enableGrantTypes('client_credentials', 'refresh_token', {
  grant: 'password',
  userRepository: {
    // Only the work with passwords hashes: the others get their tokens quickly.
    getUserByCredentials: async (_name, given) =>
      wanted.work !== 'password' || (await person.proved(given)) ? user : undefined,
  },
});

const app = Fastify();
await app.register(formbody);
app.post('/token', async (request, reply) => {
  try {
    handleFastifyReply(reply, await authorization.respondToAccessTokenRequest(requestFromFastify(request)));
  } catch (error) {
    handleFastifyError(error, reply);
  }
  return reply;
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });

const credentials = { client_id: client.id, client_secret: client.secret };
const withPassword = formRequest('/token', {
  grant_type: 'password',
  username: person.username,
  password: person.password,
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
    const tokensOf = (await Promise.all(sessions)).map(({ refresh_token: token }) => token);
    return {
      request: formRequest('/token', { grant_type: 'refresh_token', scope: 'read', ...credentials }),
      kind: 'rotating',
      tokens: tokensOf,
    };
  },
};
announce({ url, kind: 'same', ...(await works[wanted.work](wanted)) });
