import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everywhere } from './access/reach.ts';
import type { PersonRef } from './access/subject.ts';
import type { Config } from './config/config-schema.ts';
import { parseSender } from './config/mail-sender.ts';
import { displayName } from './directory/person.ts';
import { createDelivery } from './mail/delivery.ts';
import { createMailAdministration } from './mail/mail-administration.ts';
import { type MailService, startMailService } from './mail/mail-service.ts';
import { createMailWriting } from './mail/mail-writing.ts';
import { createNotificationPlan } from './mail/notifier.ts';
import { createRuleAdministration } from './mail/rule-administration.ts';
import { createTemplateAdministration } from './mail/template-administration.ts';
import { createTemplateSandbox } from './mail/template-sandbox.ts';
import { createFileTransport } from './mail/transports/file-transport.ts';
import { createLogTransport } from './mail/transports/log-transport.ts';
import type { MailTransport } from './mail/transports/mail-transport.ts';
import { createSmtpTransport } from './mail/transports/smtp-transport.ts';
import type { Services } from './services.ts';
import type { Storage } from './storage/open-storage.ts';

/** Where mail goes, as configured. @throws Error that names the setting that stands in the way */
async function openTransport({ config, live, log }: Pick<Services, 'config' | 'live' | 'log'>): Promise<MailTransport> {
  const { mail, server } = config;
  const from = () => senderOf(live.now());
  const kind = mail.transport === 'auto' ? (mail.smtpHost === undefined ? 'file' : 'smtp') : mail.transport;
  if (kind === 'log') return createLogTransport(log);
  if (kind === 'file') return createFileTransport(join(server.stateDir, 'mail'), from);
  if (mail.smtpHost === undefined) throw new Error('mail.transport is smtp, so mail.smtpHost is needed');
  return createSmtpTransport({
    host: mail.smtpHost,
    port: mail.smtpPort,
    security: mail.smtpSecurity,
    ...(mail.smtpUser !== undefined && { user: mail.smtpUser }),
    ...(mail.smtpPassword !== undefined && { password: mail.smtpPassword }),
    ...(mail.smtpCaFile !== undefined && { ca: await readFile(mail.smtpCaFile, 'utf8') }),
    from,
  });
}

function senderOf({ mail }: Config) {
  const from = parseSender(mail.from);
  if (from === null) throw new Error('mail.from is no sender');
  return from;
}

/** The domain of message ids: that of the sender. */
function mailDomain(config: Config): string {
  return senderOf(config).address.split('@').at(-1) ?? 'localhost';
}

/** Finds where tests of templates go. */
function createPeople({ customerUsers, users }: Pick<Storage, 'customerUsers' | 'users'>) {
  return {
    async find({ id, kind }: PersonRef) {
      const found = await (kind === 'user' ? users : customerUsers).get(everywhere, id);
      return found && { name: displayName(found), email: found.email };
    },
  };
}

interface MailOptions {
  readonly storage: Storage;
  readonly randomId: () => string;
  readonly issuer: string;
  readonly domain: string;
  readonly clock: () => Date;
}

/** Makes what writes mails, and the operations on templates, rules and the queue that the JSON:API offers. */
export function createMail({ clock, domain, issuer, randomId, storage }: MailOptions) {
  const sandbox = createTemplateSandbox();
  const writing = createMailWriting({ issuer, sandbox, templates: storage.mailTemplates });
  const dependencies = { ...storage, people: createPeople(storage), sandbox, writing, clock, randomId, domain };
  return {
    sandbox,
    writing,
    administrations: {
      mails: createMailAdministration(dependencies),
      mailTemplates: createTemplateAdministration(dependencies),
      notificationRules: createRuleAdministration(dependencies),
    },
  };
}

/** Prepares the mail of a server: its operations, and what reads the audit log and sends what the rules ask for. */
export async function prepareMail(services: Services, issuer: string) {
  const { cryptography, live, log, storage } = services;
  const transport = await openTransport(services);
  const domain = mailDomain(live.now());
  const limits = () => live.now().mail;
  const clock = () => new Date();
  const { randomId } = cryptography;
  const { administrations, sandbox, writing } = createMail({ clock, domain, issuer, randomId, storage });
  return {
    administrations,
    /** Begins to send, until it is stopped. */
    start(): MailService {
      const delivery = createDelivery({ queue: storage.mailQueue, writing, transport, clock, log, limits, domain });
      const plan = createNotificationPlan(domain);
      const service = startMailService({ outbox: storage.mailOutbox, plan, delivery, log, limits });
      return {
        async stop() {
          await service.stop();
          await transport.close();
          await sandbox.close();
        },
      };
    },
  };
}
