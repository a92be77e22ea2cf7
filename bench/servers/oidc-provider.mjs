import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { announce, formRequest, wanted } from './listen.mjs';
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
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
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
  scopes: ['read'],
});
server.on('request', provider.callback());

const credentials = { client_id: client.id, client_secret: client.secret };
const clientCredentials = formRequest('/token', { grant_type: 'client_credentials', scope: 'read', ...credentials });

const works = {
  'client-credentials': async () => ({ request: clientCredentials }),
  introspection: async () => {
    const answer = await fetch(url + clientCredentials.path, clientCredentials);
    const { access_token: token } = await answer.json();
    return { request: formRequest('/token/introspection', { token, ...credentials }) };
  },
};
announce({ url, kind: 'same', ...(await works[wanted.work]()) });
