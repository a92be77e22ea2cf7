import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { openBrowser } from '../browser.mjs';
import { announce, codeWork, formRequest, wanted } from './listen.mjs';
import { client, generateKeys } from './memory-store.mjs';

const resource = 'https://api.example';
const { privateJwk } = generateKeys(wanted.algorithm);

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(url, {
  jwks: { keys: [privateJwk] },
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
      redirect_uris: [client.redirectUri],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
      introspection_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: wanted.algorithm,
    },
  ],
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'read',
        audience: resource,
        accessTokenTTL: 3600,
        // Signed tokens are not introspected there: the other kind is, and takes less to make.
        accessTokenFormat: wanted.work === 'introspection' ? 'opaque' : 'jwt',
        jwt: { sign: { alg: wanted.algorithm } },
      }),
    },
  },
  scopes: ['read', 'offline_access'],
  rotateRefreshToken: true,
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});
const answer = provider.callback();

/** Signs somebody in who has nothing to type, and lets the client in. */
async function interact(request, response) {
  const { params, prompt, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'alice' } });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('read');
  grant.addResourceScope(resource, 'read');
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

server.on('request', (request, response) =>
  request.url.startsWith('/interaction/') ? interact(request, response) : answer(request, response),
);

const credentials = { client_id: client.id, client_secret: client.secret };
const clientCredentials = formRequest('/token', { grant_type: 'client_credentials', scope: 'read', ...credentials });

/** A refresh token as a code is redeemed for, made without the browser that it takes. */
async function createRefreshToken(number) {
  const accountId = `person-${number}`;
  const grant = new provider.Grant({ accountId, clientId: client.id });
  grant.addOIDCScope('offline_access');
  grant.addResourceScope(resource, 'read');
  const token = new provider.RefreshToken({
    client: await provider.Client.find(client.id),
    accountId,
    grantId: await grant.save(),
    gty: 'authorization_code',
    scope: 'offline_access read',
    resource,
  });
  return token.save();
}

async function openSession(path) {
  const { header, visit } = openBrowser();
  const { html, next } = await visit(url + path);
  if (next === null) throw new Error(`The client was not let in: ${html}`);
  return header();
}

const works = {
  'client-credentials': async () => ({ request: clientCredentials }),
  introspection: async () => {
    const answer = await fetch(url + clientCredentials.path, clientCredentials);
    const { access_token: token } = await answer.json();
    return { request: formRequest('/token/introspection', { token, ...credentials }) };
  },
  'authorization-code': ({ connections }) =>
    codeWork({
      paths: { authorize: '/auth', token: '/token' },
      client,
      scope: 'read',
      cookiesOf: (path) => Promise.all(Array.from({ length: connections }, () => openSession(path))),
    }),
  refresh: async ({ connections }) => ({
    kind: 'rotating',
    tokens: await Promise.all(Array.from({ length: connections }, (_, number) => createRefreshToken(number))),
    request: formRequest('/token', { grant_type: 'refresh_token', ...credentials }),
  }),
};
announce({ url, kind: 'same', ...(await works[wanted.work](wanted)) });
