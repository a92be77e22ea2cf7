import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Violation } from '../../access/rule-violation.ts';
import type { PasswordPolicy } from '../../directory/password.ts';
import type { SetUp } from '../../directory/set-up.ts';
import { parseRequestParameters, type RequestParameters } from '../../oauth/token-request.ts';
import { errorReferencePage } from './error-reference.ts';
import { pageStyle } from './page.ts';
import { type SetUpForm, setUpDonePage, setUpPage, setUpRefusedPage } from './set-up.ts';
import { welcomePage } from './welcome.ts';

export interface PageDependencies {
  readonly issuer: string;
  readonly setUp: Pick<SetUp, 'check' | 'complete'>;
  readonly passwordPolicy: PasswordPolicy;
}

function sendPage(reply: FastifyReply, body: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(body);
}

function readForm(parameters: RequestParameters) {
  const text = (name: string) => parameters.get(name) ?? '';
  return {
    organization: text('organization'),
    username: text('username'),
    email: text('email'),
    password: text('password'),
  };
}

async function registerSetUp(app: FastifyInstance, { issuer, passwordPolicy, setUp }: PageDependencies): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, done) =>
    done(null, body),
  );
  const empty = { organization: '', username: '', email: '' };
  const show = (token: string, form: Omit<SetUpForm, 'minLength'>, violations: readonly Violation[]) =>
    setUpPage(token, { ...form, minLength: passwordPolicy.minLength }, violations);

  app.get<{ Querystring: { token?: unknown } }>('/set-up', async (request, reply) => {
    const token = String(request.query.token ?? '');
    if (!(await setUp.check(token))) return sendPage(reply, setUpRefusedPage(), 403);
    return sendPage(reply, show(token, empty, []));
  });

  app.post('/set-up', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
    const parameters = parseRequestParameters(request.headers['content-type'], body);
    const token = parameters.get('token') ?? '';
    const form = readForm(parameters);
    const result = await setUp.complete(token, form);
    if (result.outcome === 'refused') return sendPage(reply, setUpRefusedPage(), 403);
    if (result.outcome === 'wrong-input') {
      return sendPage(reply, show(result.token, form, result.violations), 422);
    }
    return sendPage(reply, setUpDonePage(issuer, form.username));
  });
}

/** Registers the server-rendered pages: welcome, the reference of errors, and the set-up of an empty installation. */
export async function registerPages(app: FastifyInstance, dependencies: PageDependencies): Promise<void> {
  const errors = errorReferencePage();
  const welcome = welcomePage(dependencies.issuer);
  app.get('/', (_request, reply) => sendPage(reply, welcome));
  app.get('/docs/errors', (_request, reply) => sendPage(reply, errors));
  app.get('/pages.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(pageStyle),
  );
  await app.register((scope: FastifyInstance) => registerSetUp(scope, dependencies));
}
