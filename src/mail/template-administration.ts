import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { pageOf, type RowFields } from '../access/listed-rows.ts';
import { AccessDenied, requireOneself } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import { type PersonRef, sideOf } from '../access/subject.ts';
import { type AttemptLimiter, type AttemptRule, TooManyAttempts } from '../directory/attempt-limiter.ts';
import { builtInTemplate, isMailLanguage } from './built-in/built-in-templates.ts';
import { exampleFacts } from './example-facts.ts';
import type { MailQueue } from './mail.ts';
import { mailLanguages, type TemplateName, templateNames } from './mail-event.ts';
import { type MailReach, requireMailReach } from './mail-reach.ts';
import type { EditedTemplate, MailTemplateStore, TemplateKey } from './mail-template.ts';
import type { MailWriting } from './mail-writing.ts';
import { templateFields } from './template-data.ts';
import type { MailTexts, TemplateProblem } from './template-engine.mjs';
import type { TemplateSandbox } from './template-sandbox.ts';

/** A template as people see it: what mails are written with, and whose version that is. */
export interface TemplateListing extends TemplateKey {
  readonly id: string;
  readonly texts: MailTexts;
  /** Whether somebody edited this very one. */
  readonly edited: boolean;
  /** Where the texts come from. */
  readonly source: 'built-in' | 'installation' | 'organization';
  readonly failedAt: Date | null;
  readonly updatedAt: Date | null;
}

/**
 * What can be done with templates. An organization has its own in place of those for all organizations; those are for
 * who reaches every organization.
 * @throws AccessDenied, RuleViolation
 */
export interface TemplateAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<TemplateListing>>;
  get(caller: Caller, id: string): Promise<TemplateListing | null>;
  /** @throws RuleViolation that says what is wrong with which part */
  update(caller: Caller, id: string, changes: Partial<MailTexts>): Promise<TemplateListing | null>;
  /** Goes back to what there was before anybody edited it. */
  reset(caller: Caller, id: string): Promise<TemplateListing | null>;
  /** The mail that given texts, or the kept ones, come to with values of an example. */
  preview(caller: Caller, id: string, given: Partial<MailTexts>): Promise<MailTexts | null>;
  /** Sends that mail to the caller's own address, and to no other. Gives the address. @throws TooManyAttempts */
  sendTest(caller: Caller, id: string, given: Partial<MailTexts>): Promise<string | null>;
}

export interface TemplateAdministrationDependencies {
  readonly mailTemplates: MailTemplateStore;
  readonly mailQueue: Pick<MailQueue, 'insert'>;
  readonly organizations: { findById(id: string): Promise<object | null> };
  readonly people: { find(person: PersonRef): Promise<{ readonly name: string; readonly email: string } | null> };
  readonly attempts: AttemptLimiter;
  readonly writing: MailWriting;
  readonly sandbox: TemplateSandbox;
  readonly clock: () => Date;
  readonly randomId: () => string;
  /** The domain of message ids. */
  readonly domain: string;
}

const tests: AttemptRule = { name: 'mail-tests', limit: 20, seconds: 60 * 60 };
const longest = { subject: 500, html: 60_000, text: 60_000 } as const;
const idForm = /^([a-z.-]+)\.([a-z]{2})(?:\.([0-9a-f-]{36}))?$/;

function idOf({ language, organizationId, template }: TemplateKey): string {
  return [template, language, ...(organizationId === null ? [] : [organizationId])].join('.');
}

/** Which template an id names; null for what there cannot be. */
function keyOf(id: string): TemplateKey | null {
  const [, name, language = '', organizationId = null] = idForm.exec(id) ?? [];
  const template = templateNames.find((each) => each === name);
  if (template === undefined || !isMailLanguage(language)) return null;
  return organizationId === null || isId(organizationId) ? { template, language, organizationId } : null;
}

function refuse({ message, part }: TemplateProblem): never {
  throw new RuleViolation([{ field: part, message }]);
}

type Keeping = Pick<TemplateAdministrationDependencies, 'mailTemplates' | 'organizations'>;

function show(key: TemplateKey, own: EditedTemplate | null, shared: EditedTemplate | null): TemplateListing {
  const { language, organizationId, template } = key;
  const used = own ?? shared;
  const source = used === null ? 'built-in' : used.organizationId === null ? 'installation' : 'organization';
  return {
    template,
    language,
    organizationId,
    id: idOf(key),
    texts: used?.texts ?? builtInTemplate(template, language),
    edited: own !== null,
    source,
    failedAt: own?.failedAt ?? null,
    updatedAt: own?.updatedAt ?? null,
  };
}

async function find({ mailTemplates }: Keeping, key: TemplateKey): Promise<TemplateListing> {
  const own = await mailTemplates.get(key);
  if (own !== null || key.organizationId === null) return show(key, own, null);
  return show(key, null, await mailTemplates.get({ ...key, organizationId: null }));
}

/** The template of an id that a reach holds. */
async function within({ organizations }: Keeping, reach: MailReach, id: string): Promise<TemplateKey | null> {
  const key = keyOf(id);
  if (key === null) return null;
  if (reach.level === 'organization') return key.organizationId === reach.organizationId ? key : null;
  const { organizationId } = key;
  return organizationId === null || (await organizations.findById(organizationId)) !== null ? key : null;
}

/** Every template of an organization; for a global reach those of all organizations, and what single ones edited. */
async function listAll({ mailTemplates }: Keeping, reach: MailReach): Promise<TemplateListing[]> {
  const shared = await mailTemplates.list({ organizationId: null });
  const of = reach.level === 'organization' ? { organizationId: reach.organizationId } : 'everything';
  const own = (await mailTemplates.list(of)).filter(({ organizationId }) => organizationId !== null);
  const every = templateNames.flatMap((template) => mailLanguages.map((language) => ({ template, language })));
  const at = (among: readonly EditedTemplate[], key: Omit<TemplateKey, 'organizationId'>) =>
    among.find(({ language, template }) => template === key.template && language === key.language) ?? null;
  if (reach.level === 'organization') {
    const { organizationId } = reach;
    return every.map((key) => show({ ...key, organizationId }, at(own, key), at(shared, key)));
  }
  const whole = every.map((key) => show({ ...key, organizationId: null }, at(shared, key), null));
  return [...whole, ...own.map((edited) => show(edited, edited, null))];
}

function checkSources(texts: MailTexts): void {
  for (const part of ['subject', 'html', 'text'] as const) {
    if (texts[part].length > longest[part]) refuse({ part, message: `It has at most ${longest[part]} characters.` });
    if (!texts[part].isWellFormed() || texts[part].includes('\0')) refuse({ part, message: 'It is no valid text.' });
  }
}

/**
 * Gives what texts come to with the values of an example.
 * @throws RuleViolation for what is not allowed or does not work
 */
async function tryOut(
  { clock, sandbox, writing }: TemplateAdministrationDependencies,
  key: TemplateKey,
  texts: MailTexts,
  recipient = 'Ada Lovelace',
): Promise<MailTexts> {
  checkSources(texts);
  const named = await sandbox.fields(texts);
  if ('problem' in named) return refuse(named.problem);
  const unknown = named.fields.find(({ name }) => !Object.hasOwn(templateFields, name));
  if (unknown !== undefined) refuse({ part: unknown.part, message: `There is no field ${unknown.name}.` });
  const written = await writing.attempt(texts, { ...key, facts: exampleFacts(recipient, clock()) });
  return 'texts' in written ? written.texts : refuse(written.problem);
}

function about(caller: Caller, key: TemplateKey, type: 'mail-template.edited' | 'mail-template.reset') {
  const { language, organizationId, template } = key;
  const subject = { kind: 'mail-template', id: idOf(key), name: template } as const;
  const details: { template: TemplateName; language: string } = { template, language };
  return { type, organizationId, actor: caller.actor, subject, details, origin: caller.origin };
}

async function update(
  dependencies: TemplateAdministrationDependencies,
  caller: Caller,
  key: TemplateKey,
  changes: Partial<MailTexts>,
): Promise<TemplateListing> {
  const current = await find(dependencies, key);
  const texts = { ...current.texts, ...changes };
  await tryOut(dependencies, key, texts);
  const { html, subject, text } = current.texts;
  if (subject === texts.subject && html === texts.html && text === texts.text) return current;
  const saved = await dependencies.mailTemplates.save(key, texts, about(caller, key, 'mail-template.edited'));
  return show(key, saved, null);
}

async function sendTest(
  dependencies: TemplateAdministrationDependencies,
  caller: Caller,
  key: TemplateKey,
  given: Partial<MailTexts>,
): Promise<string> {
  const { attempts, clock, domain, mailQueue, people, randomId } = dependencies;
  const person = requireOneself(caller);
  const oneself = await people.find(person);
  if (oneself === null) throw new AccessDenied('Your account has no address.', null);
  const wait = await attempts.take(tests, person.id);
  if (wait > 0) throw new TooManyAttempts(wait);
  const { email, name } = oneself;
  const sources = { ...(await find(dependencies, key)).texts, ...given };
  const texts = await tryOut(dependencies, key, sources, name);
  await mailQueue.insert({
    messageId: `<test.${randomId()}@${domain}>`,
    event: 'test',
    template: key.template,
    organizationId: caller.organization.id,
    address: email,
    recipientName: name,
    language: key.language,
    facts: { ...exampleFacts(name, clock()), side: sideOf(person) },
    cause: null,
    texts,
  });
  return email;
}

const fields: RowFields<TemplateListing> = {
  template: ({ template }) => template,
  language: ({ language }) => language,
  edited: ({ edited }) => edited,
  source: ({ source }) => source,
  organization: ({ organizationId }) => organizationId,
  updatedAt: ({ updatedAt }) => updatedAt,
};

/** Makes the operations on templates. */
export function createTemplateAdministration(dependencies: TemplateAdministrationDependencies): TemplateAdministration {
  const editable = (caller: Caller, id: string) =>
    within(dependencies, requireMailReach(caller, 'mailtemplates', 'edit'), id);
  return {
    async list(caller, query) {
      const rows = await listAll(dependencies, requireMailReach(caller, 'mailtemplates', 'view'));
      return pageOf(rows, fields, query);
    },

    async get(caller, id) {
      const key = await within(dependencies, requireMailReach(caller, 'mailtemplates', 'view'), id);
      return key && find(dependencies, key);
    },

    async update(caller, id, changes) {
      const key = await editable(caller, id);
      return key && update(dependencies, caller, key, changes);
    },

    async reset(caller, id) {
      const key = await editable(caller, id);
      if (key === null) return null;
      await dependencies.mailTemplates.remove(key, about(caller, key, 'mail-template.reset'));
      return find(dependencies, key);
    },

    async preview(caller, id, given) {
      const key = await editable(caller, id);
      return key && tryOut(dependencies, key, { ...(await find(dependencies, key)).texts, ...given });
    },

    async sendTest(caller, id, given) {
      const key = await editable(caller, id);
      return key && sendTest(dependencies, caller, key, given);
    },
  };
}
