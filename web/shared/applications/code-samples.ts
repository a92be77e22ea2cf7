import type { SampleFacts, SampleLanguage } from './samples.ts';

/** As a component of a query that stands in quotes of any kind. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/['!]/g, (character) => (character === '!' ? '%21' : '%27'));
}

const inShell = (text: string) => text.replaceAll("'", "'\\''");
const inPhp = (text: string) => text.replaceAll("'", "\\'");

type CodeSample = (facts: SampleFacts) => string;

const curl: CodeSample = ({ api, clientId, clientSecret, issuer, redirectUri = '' }) =>
  `VERIFIER=$(openssl rand -hex 32)
STATE=$(openssl rand -hex 16)
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d =)
echo "Open this address and sign in:"
echo "${issuer}/oauth2-token/authorize?response_type=code&client_id=${clientId}&redirect_uri=${encode(redirectUri)}&state=$STATE&code_challenge=$CHALLENGE&code_challenge_method=S256"
echo "The code in the address to which you are sent:"
read -r CODE

TOKEN=$(curl -sS '${issuer}/oauth2-token' \\
  -d grant_type=authorization_code \\
  -d "code=$CODE" \\
  -d "code_verifier=$VERIFIER" \\
  --data-urlencode 'redirect_uri=${inShell(redirectUri)}' \\
  -d 'client_id=${clientId}' \\${clientSecret === null ? '' : `\n  -d 'client_secret=${clientSecret}' \\`}
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

curl -sS '${api}/profile' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Accept: application/vnd.api+json'`;

const javascript: CodeSample = ({ api, clientId, clientSecret, issuer, redirectUri = '' }) =>
  `import { createHash, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';

const client_id = '${clientId}';
const redirect_uri = "${redirectUri}";
const code_verifier = randomBytes(32).toString('base64url');
const question = new URLSearchParams({
  response_type: 'code',
  client_id,
  redirect_uri,
  state: randomBytes(16).toString('base64url'),
  code_challenge: createHash('sha256').update(code_verifier).digest('base64url'),
  code_challenge_method: 'S256',
});
console.log(\`Open this address and sign in:\\n${issuer}/oauth2-token/authorize?\${question}\`);
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const code = await terminal.question('The code in the address to which you are sent: ');
terminal.close();

const grant = { grant_type: 'authorization_code', code, code_verifier, redirect_uri, client_id };
const answer = await fetch('${issuer}/oauth2-token', {
  method: 'POST',
  body: new URLSearchParams(${clientSecret === null ? 'grant' : `{ ...grant, client_secret: '${clientSecret}' }`}),
});
const { access_token } = await answer.json();

const profile = await fetch('${api}/profile', {
  headers: { Authorization: \`Bearer \${access_token}\`, Accept: 'application/vnd.api+json' },
});
console.log(await profile.json());`;

const python: CodeSample = ({ api, clientId, clientSecret, issuer, redirectUri = '' }) =>
  `import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode
from urllib.request import Request, urlopen

redirect_uri = "${redirectUri}"
verifier = token_urlsafe(32)
print("Open this address and sign in:")
print("${issuer}/oauth2-token/authorize?" + urlencode({
    "response_type": "code",
    "client_id": "${clientId}",
    "redirect_uri": redirect_uri,
    "state": token_urlsafe(16),
    "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
    "code_challenge_method": "S256",
}))
code = input("The code in the address to which you are sent: ")

body = urlencode({
    "grant_type": "authorization_code",
    "code": code,
    "code_verifier": verifier,
    "redirect_uri": redirect_uri,
    "client_id": "${clientId}",${clientSecret === null ? '' : `\n    "client_secret": "${clientSecret}",`}
}).encode()
token = json.load(urlopen("${issuer}/oauth2-token", body))["access_token"]

request = Request("${api}/profile", headers={
    "Authorization": f"Bearer {token}",
    "Accept": "application/vnd.api+json",
})
print(json.load(urlopen(request)))`;

const php: CodeSample = ({ api, clientId, clientSecret, issuer, redirectUri = '' }) =>
  `<?php
$redirect = '${inPhp(redirectUri)}';
$verifier = bin2hex(random_bytes(32));
$challenge = rtrim(strtr(base64_encode(hash('sha256', $verifier, true)), '+/', '-_'), '=');
echo "Open this address and sign in:\\n${issuer}/oauth2-token/authorize?", http_build_query([
    'response_type' => 'code',
    'client_id' => '${clientId}',
    'redirect_uri' => $redirect,
    'state' => bin2hex(random_bytes(16)),
    'code_challenge' => $challenge,
    'code_challenge_method' => 'S256',
]), "\\nThe code in the address to which you are sent: ";
$code = trim(fgets(STDIN));

$answer = file_get_contents('${issuer}/oauth2-token', false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => 'Content-Type: application/x-www-form-urlencoded',
    'content' => http_build_query([
        'grant_type' => 'authorization_code',
        'code' => $code,
        'code_verifier' => $verifier,
        'redirect_uri' => $redirect,
        'client_id' => '${clientId}',${clientSecret === null ? '' : `\n        'client_secret' => '${clientSecret}',`}
    ]),
]]));
$token = json_decode($answer)->access_token;

echo file_get_contents('${api}/profile', false, stream_context_create(['http' => [
    'header' => "Authorization: Bearer $token\\r\\nAccept: application/vnd.api+json",
]]));`;

/** A whole authorization with PKCE (RFC 7636), in each language: the code is brought by hand. */
export const codeSamples: Readonly<Record<SampleLanguage, CodeSample>> = { curl, javascript, python, php };
