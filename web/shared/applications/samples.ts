import { codeSamples } from './code-samples.ts';

/**
 * What a request needs: all of it is of characters that no language has to escape, but for quotes in addresses.
 * `guest` is the password grant for visitors.
 */
export interface SampleFacts {
  /** The public address of the server. */
  readonly issuer: string;
  /** The address of the JSON:API. */
  readonly api: string;
  readonly clientId: string;
  /** Null for a public application. */
  readonly clientSecret: string | null;
  readonly grant: 'client_credentials' | 'password' | 'guest' | 'authorization_code';
  /** Where people are sent back to; of use to authorization_code alone. */
  readonly redirectUri?: string;
}

export const sampleLanguages = [
  { id: 'curl', name: 'curl' },
  { id: 'javascript', name: 'JavaScript' },
  { id: 'python', name: 'Python' },
  { id: 'php', name: 'PHP' },
] as const;

export type SampleLanguage = (typeof sampleLanguages)[number]['id'];

type Parameters = readonly (readonly [name: string, value: string])[];

const people: Partial<Record<SampleFacts['grant'], Parameters>> = {
  password: [
    ['username', 'USER_NAME'],
    ['password', 'PASSWORD'],
  ],
  guest: [
    ['username', 'guest'],
    ['password', 'guest'],
  ],
};

/** The body of the token request. */
function parametersOf({ clientId, clientSecret, grant }: SampleFacts): Parameters {
  return [
    ['grant_type', grant === 'guest' ? 'password' : grant],
    ...(people[grant] ?? []),
    ['client_id', clientId],
    ...(clientSecret === null ? [] : ([['client_secret', clientSecret]] as const)),
  ];
}

const samples: Readonly<Record<SampleLanguage, (facts: SampleFacts, parameters: Parameters) => string>> = {
  curl: ({ api, issuer }, parameters) => `TOKEN=$(curl -sS '${issuer}/oauth2-token' \\
${parameters.map(([name, value]) => `  -d '${name}=${value}' \\`).join('\n')}
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

curl -sS '${api}/profile' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Accept: application/vnd.api+json'`,

  javascript: ({ api, issuer }, parameters) => `const answer = await fetch('${issuer}/oauth2-token', {
  method: 'POST',
  body: new URLSearchParams({
${parameters.map(([name, value]) => `    ${name}: '${value}',`).join('\n')}
  }),
});
const { access_token } = await answer.json();

const profile = await fetch('${api}/profile', {
  headers: { Authorization: \`Bearer \${access_token}\`, Accept: 'application/vnd.api+json' },
});
console.log(await profile.json());`,

  python: ({ api, issuer }, parameters) => `import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

body = urlencode({
${parameters.map(([name, value]) => `    "${name}": "${value}",`).join('\n')}
}).encode()
token = json.load(urlopen("${issuer}/oauth2-token", body))["access_token"]

request = Request("${api}/profile", headers={
    "Authorization": f"Bearer {token}",
    "Accept": "application/vnd.api+json",
})
print(json.load(urlopen(request)))`,

  php: ({ api, issuer }, parameters) => `<?php
$answer = file_get_contents('${issuer}/oauth2-token', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => 'Content-Type: application/x-www-form-urlencoded',
    'content' => http_build_query([
${parameters.map(([name, value]) => `        '${name}' => '${value}',`).join('\n')}
    ]),
]]));
$token = json_decode($answer)->access_token;

echo file_get_contents('${api}/profile', false, stream_context_create(['http' => [
    'header' => "Authorization: Bearer $token\\r\\nAccept: application/vnd.api+json",
]]));`,
};

/** Writes a request that fetches a token and calls the API with it. */
export function writeSample(language: SampleLanguage, facts: SampleFacts): string {
  if (facts.grant === 'authorization_code') return codeSamples[language](facts);
  return samples[language](facts, parametersOf(facts));
}
