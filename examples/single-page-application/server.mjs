/** Serves the files of the single-page application; everything else happens in the browser. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { ISSUER = 'http://127.0.0.1:8080', CLIENT_ID = '', PORT = '3002' } = process.env;
const { API_URL = 'http://127.0.0.1:3001/stock', SCOPE = 'stock:read' } = process.env;
const { RESOURCE = new URL(API_URL).origin } = process.env;

const page = ['text/html; charset=utf-8', new URL('index.html', import.meta.url)];
const script = (url) => ['text/javascript; charset=utf-8', url];
const files = {
  '/': page,
  '/callback': page,
  '/application.js': script(new URL('application.js', import.meta.url)),
  '/tokens.js': script(new URL('tokens.js', import.meta.url)),
  '/oauth4webapi.js': script(import.meta.resolve('oauth4webapi')),
};
const settings = JSON.stringify({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  apiUrl: API_URL,
  scope: SCOPE,
  resource: RESOURCE,
});

/** The one inline script is the import map; its hash lets it, and only it, through. */
const importMap = /<script type="importmap">(.*?)<\/script>/s.exec(await readFile(page[1], 'utf8'))[1];
const importMapHash = createHash('sha256').update(importMap).digest('base64');

/** Only scripts of this origin run, and they reach only the issuer and the API: no injected script takes a token away. */
const policy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${importMapHash}'`,
  `connect-src 'self' ${ISSUER} ${new URL(API_URL).origin}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const server = createServer(async (request, response) => {
  const path = request.url.split('?', 1)[0];
  response.setHeader('content-security-policy', policy);
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-cache');
  if (path === '/settings.json') return response.setHeader('content-type', 'application/json').end(settings);
  const [type, url] = files[path] ?? [];
  if (url === undefined) return response.writeHead(404).end();
  response.setHeader('content-type', type).end(await readFile(new URL(url)));
});

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${server.address().port}`);
});
