import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type DescribedApi, describeApi } from './open-api.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Scripts, styles and requests are ours alone. The viewer sets its inline styles by script, which this allows. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const cacheable = 'public, max-age=3600';
const checked = 'no-cache';

/** Its addresses are relative, so that it works behind a proxy under any path. */
function viewerPage(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Grantry</title>
<link rel="icon" type="image/png" href="doc/favicon.png">
<link rel="stylesheet" href="doc/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<noscript>This page needs scripts. The description itself is at <a href="openapi.json">openapi.json</a>.</noscript>
<script src="doc/swagger-ui-bundle.js"></script>
<script src="doc/open.js"></script>
</body>
</html>
`;
}

/** Without a validator: the viewer would ask one outside about the description. */
const viewerOptions = { url: 'openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null };
const openingScript = `SwaggerUIBundle(${JSON.stringify(viewerOptions)});\n`;

interface Page {
  readonly path: string;
  readonly type: string;
  readonly cacheControl: string;
  /** What gives a text, or the name of a file of the viewer. */
  readonly content: { readonly text: () => string } | { readonly file: string };
}

/** Makes a text when it is first asked for. */
function once(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function pagesOf(api: DescribedApi): Page[] {
  const html = 'text/html; charset=utf-8';
  const script = 'text/javascript; charset=utf-8';
  const file = (name: string, type: string, path = name): Page => ({
    path: `/doc/${path}`,
    type,
    cacheControl: cacheable,
    content: { file: name },
  });
  const text = (path: string, type: string, content: () => string): Page => ({
    path,
    type,
    cacheControl: checked,
    content: { text: content },
  });
  return [
    // It takes long to describe, and few ask for it.
    text(
      '/openapi.json',
      'application/json',
      once(() => JSON.stringify(describeApi(api))),
    ),
    text('/doc', html, () => viewerPage(api.title)),
    text('/doc/open.js', script, () => openingScript),
    file('swagger-ui-bundle.js', script),
    file('swagger-ui.css', 'text/css; charset=utf-8'),
    file('favicon-32x32.png', 'image/png', 'favicon.png'),
  ];
}

function sendPage(reply: FastifyReply, { cacheControl, content, type }: Page): FastifyReply {
  reply.type(type).header('cache-control', cacheControl).removeHeader('vary');
  reply.header('content-security-policy', policy).header('x-content-type-options', 'nosniff');
  return reply.send('text' in content ? content.text() : createReadStream(join(assets, content.file)));
}

/**
 * Registers the description of an API (OpenAPI 3.1) and a page to browse it, which makes no request to anywhere else.
 * Both are public and hold nothing personal. Gives the paths.
 */
export function registerDocumentation(app: FastifyInstance, api: DescribedApi): readonly string[] {
  const pages = pagesOf(api);
  for (const page of pages) {
    app.get(page.path, { exposeHeadRoute: true }, (_request, reply) => sendPage(reply, page));
  }
  return pages.map(({ path }) => path);
}
