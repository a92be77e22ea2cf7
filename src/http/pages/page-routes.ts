import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Violation } from '../../access/rule-violation.ts';
import type { PasswordPolicy } from '../../directory/password.ts';
import type { SetUp } from '../../directory/set-up.ts';
import { parseRequestParameters, type RequestParameters } from '../../oauth/token-request.ts';
import type { ChooseLanguage } from '../language.ts';
import { errorReferencePage } from './error-reference.ts';
import { pageStyle } from './page.ts';
import { type SetUpForm, setUpDonePage, setUpPage, setUpRefusedPage } from './set-up.ts';
import { welcomePage } from './welcome.ts';

export interface PageDependencies {
  readonly issuer: string;
  readonly setUp: Pick<SetUp, 'check' | 'complete'>;
  readonly passwordPolicy: PasswordPolicy;
  readonly chooseLanguage: ChooseLanguage;
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

async function registerSetUp(
  app: FastifyInstance,
  { chooseLanguage, issuer, passwordPolicy, setUp }: PageDependencies,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, done) =>
    done(null, body),
  );
  const empty = { organization: '', username: '', email: '' };
  const show = (token: string, form: SetUpForm, violations: readonly Violation[]) => ({
    token,
    form,
    violations,
    minLength: passwordPolicy.minLength,
  });

  app.get<{ Querystring: { token?: unknown } }>('/set-up', async (request, reply) => {
    const token = String(request.query.token ?? '');
    const wording = await chooseLanguage(request, reply);
    if (!(await setUp.check(token))) return sendPage(reply, setUpRefusedPage(wording), 403);
    return sendPage(reply, setUpPage(wording, show(token, empty, [])));
  });

  app.post('/set-up', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
    const parameters = parseRequestParameters(request.headers['content-type'], body);
    const token = parameters.get('token') ?? '';
    const form = readForm(parameters);
    const result = await setUp.complete(token, form);
    const wording = await chooseLanguage(request, reply);
    if (result.outcome === 'refused') return sendPage(reply, setUpRefusedPage(wording), 403);
    if (result.outcome === 'wrong-input') {
      return sendPage(reply, setUpPage(wording, show(result.token, form, result.violations)), 422);
    }
    return sendPage(reply, setUpDonePage(wording, issuer, form.username));
  });
}

/** Registers the server-rendered pages: welcome, the reference of errors, and the set-up of an empty installation. */
export async function registerPages(app: FastifyInstance, dependencies: PageDependencies): Promise<void> {
  const { chooseLanguage, issuer } = dependencies;
  const choose = (request: FastifyRequest, reply: FastifyReply) =>
    chooseLanguage(request, reply, { sides: ['backoffice', 'storefront'] });
  app.get('/', async (request, reply) => sendPage(reply, welcomePage(await choose(request, reply), issuer)));
  app.get('/docs/errors', async (request, reply) => sendPage(reply, errorReferencePage(await choose(request, reply))));
  app.get('/pages.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(pageStyle),
  );
  await app.register((scope: FastifyInstance) => registerSetUp(scope, dependencies));
}
