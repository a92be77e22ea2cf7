/** An API of one's own, which accepts the access tokens of Grantry. */
import { createServer } from 'node:http';
import { createGuard, Refusal } from './bearer.mjs';

const { ISSUER = 'http://127.0.0.1:8080', PORT = '3001' } = process.env;
const { AUDIENCE = 'http://127.0.0.1:3001', SCOPE = 'stock:read', ALLOWED_ORIGIN } = process.env;

/** Where a client reads which issuer's tokens are taken here (RFC 9728 §3.1). */
const metadataPath = `/.well-known/oauth-protected-resource${new URL(AUDIENCE).pathname.replace(/\/$/, '')}`;
const metadata = {
  resource: AUDIENCE,
  authorization_servers: [ISSUER],
  scopes_supported: [SCOPE],
  bearer_methods_supported: ['header'],
};

const guard = createGuard({ issuer: ISSUER, audience: AUDIENCE });

/** Every route with the scope that it needs. */
const routes = {
  'GET /stock': {
    scope: SCOPE,
    answer: ({ sub, org }) => ({ for: sub, organization: org, stock: [{ article: 'Teapot', pieces: 12 }] }),
  },
};

async function answer(request) {
  const path = request.url.split('?', 1)[0];
  if (request.method === 'GET' && path === metadataPath) return metadata;
  const route = routes[`${request.method} ${path}`];
  if (route === undefined) throw new Refusal(404, 'There is nothing here.');
  return route.answer(await guard(request, route.scope));
}

function challengeOf(parts) {
  const all = [...parts, `resource_metadata="${new URL(metadataPath, AUDIENCE)}"`];
  return { 'www-authenticate': `Bearer ${all.join(', ')}` };
}

/** Lets the scripts of one other origin call this API with a token of theirs; never with the browser's own cookies. */
const crossOrigin = ALLOWED_ORIGIN && {
  'access-control-allow-origin': ALLOWED_ORIGIN,
  'access-control-allow-headers': 'Authorization',
  'access-control-expose-headers': 'WWW-Authenticate',
  vary: 'Origin',
};

const server = createServer(async (request, response) => {
  const send = (status, headers, body) => {
    const shared = { 'content-type': 'application/json', 'cache-control': 'no-store', ...crossOrigin };
    response.writeHead(status, { ...shared, ...headers }).end(body && JSON.stringify(body));
  };
  if (crossOrigin && request.method === 'OPTIONS') return send(204, {});
  try {
    send(200, {}, await answer(request));
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
    const { status = 500, challenge, message } = error instanceof Refusal ? error : { message: 'Something failed.' };
    send(status, challenge && challengeOf(challenge), { error: message });
  }
});

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The API listens on http://127.0.0.1:${server.address().port}`);
});
