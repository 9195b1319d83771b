import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { packageRoot } from '../../package-root.ts';
import type { ApiEnvironment } from './context.ts';

export const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };

/** The OpenAPI 3.1 document of an API, from the routes it has. */
export function openApiDocument(api: OpenAPIHono<ApiEnvironment>) {
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  api.openAPIRegistry.registerComponent('securitySchemes', 'header', {
    type: 'apiKey',
    in: 'header',
    name: 'X-Api-Key',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'masthead.session_token',
  });
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Masthead',
      version,
      description:
        'Personal, fact-checked headlines and ad titles from what readers did. Problems are RFC 9457 documents.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { header: [] }, { session: [] }],
    tags: [
      { name: 'Events and items' },
      { name: 'Users' },
      { name: 'Jobs' },
      { name: 'Results' },
      { name: 'Review' },
      { name: 'Fact check' },
      { name: 'Models' },
      { name: 'Sign-in' },
      { name: 'Administration' },
      { name: 'Operation' },
    ],
  });
}
