/** What a request needs: all of it is of characters that no language has to escape, but for quotes in addresses. */
export interface SampleFacts {
  /** The public address of the server. */
  readonly issuer: string;
  /** The address of the JSON:API. */
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const sampleLanguages = [
  { id: 'curl', name: 'curl' },
  { id: 'javascript', name: 'JavaScript' },
  { id: 'python', name: 'Python' },
  { id: 'php', name: 'PHP' },
] as const;

type SampleLanguage = (typeof sampleLanguages)[number]['id'];

const samples: Readonly<Record<SampleLanguage, (facts: SampleFacts) => string>> = {
  curl: ({ api, clientId, clientSecret, issuer }) => `TOKEN=$(curl -sS '${issuer}/oauth2-token' \\
  -d grant_type=client_credentials \\
  -d 'client_id=${clientId}' \\
  -d 'client_secret=${clientSecret}' \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

curl -sS '${api}/profile' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Accept: application/vnd.api+json'`,

  javascript: ({ api, clientId, clientSecret, issuer }) => `const answer = await fetch('${issuer}/oauth2-token', {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '${clientId}',
    client_secret: '${clientSecret}',
  }),
});
const { access_token } = await answer.json();

const profile = await fetch('${api}/profile', {
  headers: { Authorization: \`Bearer \${access_token}\`, Accept: 'application/vnd.api+json' },
});
console.log(await profile.json());`,

  python: ({ api, clientId, clientSecret, issuer }) => `import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

body = urlencode({
    "grant_type": "client_credentials",
    "client_id": "${clientId}",
    "client_secret": "${clientSecret}",
}).encode()
token = json.load(urlopen("${issuer}/oauth2-token", body))["access_token"]

request = Request("${api}/profile", headers={
    "Authorization": f"Bearer {token}",
    "Accept": "application/vnd.api+json",
})
print(json.load(urlopen(request)))`,

  php: ({ api, clientId, clientSecret, issuer }) => `<?php
$answer = file_get_contents('${issuer}/oauth2-token', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => 'Content-Type: application/x-www-form-urlencoded',
    'content' => http_build_query([
        'grant_type' => 'client_credentials',
        'client_id' => '${clientId}',
        'client_secret' => '${clientSecret}',
    ]),
]]));
$token = json_decode($answer)->access_token;

echo file_get_contents('${api}/profile', false, stream_context_create(['http' => [
    'header' => "Authorization: Bearer $token\\r\\nAccept: application/vnd.api+json",
]]));`,
};

/** Writes a request that fetches a token and calls the API with it. */
export function writeSample(language: SampleLanguage, facts: SampleFacts): string {
  return samples[language](facts);
}
