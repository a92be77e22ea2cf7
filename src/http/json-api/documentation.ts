import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { describeApi } from './open-api.ts';
import type { JsonApiOptions } from './register-json-api.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** The viewer sets styles by script, so that inline styles must be allowed here; scripts stay our own files. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

function viewerPage(title: string, path: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Grantry</title>
<link rel="stylesheet" href="${path}/swagger-ui.css"></head>
<body><main id="api"></main>
<script src="${path}/swagger-ui-bundle.js"></script>
<script src="${path}/open.js"></script></body>
</html>
`;
}

function asset(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply
    .type(type)
    .header('cache-control', 'public, max-age=3600')
    .send(createReadStream(join(assets, name)));
}

/** Registers the API's description (OpenAPI 3.1) and a page to browse it, with no request to anywhere else. */
export async function registerDocumentation(app: FastifyInstance, options: JsonApiOptions): Promise<void> {
  const description = JSON.stringify(describeApi(options));
  const path = `${options.prefix}/doc`;
  const opening = `SwaggerUIBundle({ url: ${JSON.stringify(`${options.prefix}/openapi.json`)}, dom_id: '#api', deepLinking: true });\n`;
  const page = viewerPage(options.title, path);

  app.get('/openapi.json', (_request, reply) =>
    reply.type('application/json').header('cache-control', 'public, max-age=300').send(description),
  );
  app.get('/doc', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(page),
  );
  app.get('/doc/open.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(opening));
  app.get('/doc/swagger-ui.css', (_request, reply) => asset(reply, 'swagger-ui.css', 'text/css; charset=utf-8'));
  app.get('/doc/swagger-ui-bundle.js', (_request, reply) =>
    asset(reply, 'swagger-ui-bundle.js', 'text/javascript; charset=utf-8'),
  );
}
