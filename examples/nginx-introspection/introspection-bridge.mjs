/**
 * Answers nginx's `auth_request`: it asks Grantry about the token of a request (RFC 7662) and says 204, 401 or 403. Each
 * answer is kept for a moment, so that a busy client does not mean a request to Grantry for each of its own.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const { ISSUER = 'http://127.0.0.1:8080', PORT = '3003', CACHE_SECONDS = '5' } = process.env;
/** The API introspects as itself: then it learns of tokens that are for it, and of no others. */
const { AUDIENCE = 'http://127.0.0.1:3004', AUDIENCE_SECRET = '' } = process.env;

const mostAnswers = 10_000;
const timeout = 5_000;
const answers = new Map();

let endpoint;

async function findEndpoint() {
  const response = await fetch(`${ISSUER}/.well-known/oauth-authorization-server`, {
    signal: AbortSignal.timeout(timeout),
  });
  const metadata = await response.json();
  if (metadata.issuer !== ISSUER) throw new Error(`the metadata of ${ISSUER} is about ${metadata.issuer}`);
  return metadata.introspection_endpoint;
}

async function introspect(token) {
  endpoint ??= await findEndpoint();
  const credentials = [AUDIENCE, AUDIENCE_SECRET].map(encodeURIComponent).join(':');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(credentials)}`, accept: 'application/json' },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
    signal: AbortSignal.timeout(timeout),
  });
  if (!response.ok) throw new Error(`introspection answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** What Grantry says of a token, at most a few seconds old. Requests that come together ask once. */
function look(token) {
  // Tokens are not kept in memory for longer than their request; a hash finds the answer again.
  const key = createHash('sha256').update(token).digest('base64');
  const known = answers.get(key);
  if (known !== undefined && known.until > Date.now()) return known.answer;
  if (answers.size >= mostAnswers) answers.clear();
  const answer = introspect(token);
  answers.set(key, { answer, until: Date.now() + Number(CACHE_SECONDS) * 1000 });
  answer.catch(() => answers.delete(key));
  return answer;
}

const isForThisApi = ({ aud, exp }) => [aud].flat().includes(AUDIENCE) && exp * 1000 > Date.now();

/** The status, and the `WWW-Authenticate` that nginx passes on (RFC 6750 §3). */
async function judge({ headersDistinct }) {
  const [authorization, ...more] = headersDistinct.authorization ?? [];
  const token = more.length === 0 ? /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1] : undefined;
  if (token === undefined) return { status: 401, challenge: 'Bearer' };
  const found = await look(token);
  if (!found.active || !isForThisApi(found)) return { status: 401, challenge: 'Bearer error="invalid_token"' };
  const [scope] = headersDistinct['x-required-scope'] ?? [];
  if (
    scope !== undefined &&
    !String(found.scope ?? '')
      .split(' ')
      .includes(scope)
  ) {
    return { status: 403, challenge: `Bearer error="insufficient_scope", scope="${scope}"` };
  }
  return { status: 204, subject: found.sub };
}

const server = createServer(async (request, response) => {
  try {
    const { status, challenge, subject } = await judge(request);
    if (challenge !== undefined) response.setHeader('www-authenticate', challenge);
    if (subject !== undefined) response.setHeader('x-subject', subject);
    response.writeHead(status).end();
  } catch (error) {
    // nginx makes a 500 of any other status than 2xx, 401 and 403: nobody passes unchecked.
    console.error(error);
    response.writeHead(503).end();
  }
});

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The bridge listens on http://127.0.0.1:${server.address().port}`);
});
