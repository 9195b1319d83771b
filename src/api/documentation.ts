import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { secureHeaders } from 'hono/secure-headers';
import type { ApiEnvironment } from './context.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Masthead API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const startScript = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
});
`;

const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** GET /docs: Swagger UI over /openapi.json, from this server alone: nothing is loaded from elsewhere. */
export function serveDocumentation(api: OpenAPIHono<ApiEnvironment>): void {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const loaded = new Map<string, Promise<Buffer>>();
  api.use('/docs/*', secureHeaders({ contentSecurityPolicy }));
  api.get('/docs', (context) => context.html(page));
  api.get('/docs/start.js', (context) =>
    context.body(startScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  api.get('/docs/:file', async (context) => {
    const file = context.req.param('file');
    const type = assets[file];
    if (!type) return context.notFound();
    const content = loaded.get(file) ?? readFile(join(folder, file));
    loaded.set(file, content);
    return context.body(new Uint8Array(await content), 200, {
      'content-type': type,
      'cache-control': 'public, max-age=3600',
    });
  });
}
