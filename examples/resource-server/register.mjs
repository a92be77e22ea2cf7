/**
 * Registers an API at Grantry, with a machine and a page that may call it, by the JSON:API of the back-office. It prints
 * what they need as lines for a shell. Run it as an application whose owner reaches every organization.
 */
const { ISSUER = 'http://127.0.0.1:8080', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env;
const { AUDIENCE = 'http://127.0.0.1:3001', NAME = 'Stock', SCOPE = 'stock:read' } = process.env;
const { PAGE_ORIGIN = 'http://127.0.0.1:3002' } = process.env;

async function readAnswer(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function requestToken() {
  const credentials = [CLIENT_ID, CLIENT_SECRET].map(encodeURIComponent).join(':');
  const response = await fetch(`${ISSUER}/oauth2-token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(credentials)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return (await readAnswer(response)).access_token;
}

async function create(accessToken, type, attributes) {
  const response = await fetch(`${ISSUER}/api/${type}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/vnd.api+json' },
    body: JSON.stringify({ data: { type, attributes } }),
  });
  return readAnswer(response);
}

const accessToken = await requestToken();
const scopes = [{ scope: SCOPE, sentence: 'See what is in stock.' }];
const { meta: api } = await create(accessToken, 'resourceservers', {
  identifier: AUDIENCE,
  name: NAME,
  side: 'backoffice',
  scopes,
});

/** Both may have tokens for the API, with its scope and no other. */
const apis = [{ identifier: AUDIENCE, scopes: [SCOPE] }];
const { data: machine, meta } = await create(accessToken, 'oauthapplications', {
  name: `${NAME} reader`,
  grantTypes: ['client_credentials'],
  apis,
});
const { data: page } = await create(accessToken, 'oauthapplications', {
  name: `${NAME} page`,
  grantTypes: ['authorization_code'],
  confidential: false,
  redirectUris: [`${PAGE_ORIGIN}/callback`],
  corsOrigins: [PAGE_ORIGIN],
  apis,
});

console.log(`export AUDIENCE='${AUDIENCE}' AUDIENCE_SECRET='${api.secret}'`);
console.log(`export CLIENT_ID='${machine.attributes.clientId}' CLIENT_SECRET='${meta.clientSecret}'`);
console.log(`export PAGE_CLIENT_ID='${page.attributes.clientId}'`);
console.log(`export RESOURCE='${AUDIENCE}' API_URL='${AUDIENCE}/stock'`);
