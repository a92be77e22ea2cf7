/** A program that calls an API as an OAuth client: client credentials (RFC 6749 §4.4), with nothing but fetch. */

const { ISSUER = 'http://127.0.0.1:8080', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env;
const { API_URL = `${ISSUER}/api/users`, RESOURCE } = process.env;

/** Renewed this long before it ends, so that no request is under way with a token that has just expired. */
const marginInSeconds = 30;

/** Finds the token endpoint (RFC 8414). The metadata must name the issuer it was fetched from. */
async function discover(issuer) {
  const response = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  if (!response.ok) throw new Error(`${issuer} answered ${response.status} instead of its metadata`);
  const metadata = await response.json();
  if (metadata.issuer !== issuer) throw new Error(`the metadata of ${issuer} is about ${metadata.issuer}`);
  return metadata;
}

async function requestToken(tokenEndpoint) {
  const credentials = [CLIENT_ID, CLIENT_SECRET].map(encodeURIComponent).join(':');
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(credentials)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(RESOURCE && { resource: RESOURCE }) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.error}: ${answer.error_description} (${answer.error_uri})`);
  return { value: answer.access_token, renewAt: Date.now() + (answer.expires_in - marginInSeconds) * 1000 };
}

/** Keeps one access token for all requests and renews it in time. */
function createTokenSource(tokenEndpoint) {
  let current;
  return {
    async get() {
      current ??= requestToken(tokenEndpoint);
      const token = await current.catch((error) => {
        current = undefined;
        throw error;
      });
      if (Date.now() < token.renewAt) return token.value;
      current = undefined;
      return this.get();
    },
    forget() {
      current = undefined;
    },
  };
}

/** Calls the API. A token can end before its time, so after a 401 one more attempt is made with a fresh one. */
async function callApi(tokens, url, attempts = 2) {
  const response = await fetch(url, {
    headers: { accept: 'application/vnd.api+json', authorization: `Bearer ${await tokens.get()}` },
  });
  if (response.status === 401 && attempts > 1) {
    tokens.forget();
    return callApi(tokens, url, attempts - 1);
  }
  if (!response.ok) throw new Error(`the API answered ${response.status}: ${await response.text()}`);
  return response.json();
}

const { token_endpoint } = await discover(ISSUER);
const document = await callApi(createTokenSource(token_endpoint), API_URL);
for (const { type, id, attributes } of document.data) console.log(type, id, attributes.email);
