import { type Migration, sql } from 'kysely';

/** The rules of a new installation. Their ids are fixed, so that two nodes that start at once agree. */
const defaultRules = [
  'application.created',
  'application.secret-expiring',
  'application.secret-used-after-expiry',
  'application.network-new',
  'refresh-token.reused',
  'password.changed',
  'mail-template.failed',
].map((event, index) => ({ event, id: `00000000-0000-4000-8000-0000000001${String(index + 1).padStart(2, '0')}` }));

const statements = [
  sql`create table notification_rules (
    id uuid primary key,
    event text not null,
    side text check (side in ('backoffice', 'storefront')),
    organization_id uuid references organizations,
    recipients text[] not null,
    addresses text[] not null,
    template text not null,
    enabled boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null)`,
  sql`create index notification_rules_by_event on notification_rules (event) where enabled`,

  sql`create table mail_templates (
    template text not null,
    language text not null,
    organization_id uuid references organizations,
    subject text not null,
    html text not null,
    text text not null,
    failed_at timestamptz,
    updated_at timestamptz not null,
    constraint mail_templates_once unique nulls not distinct (template, language, organization_id))`,

  sql`create table mails (
    id uuid primary key,
    message_id text not null,
    event text not null,
    event_id bigint,
    rule_id uuid,
    template text not null,
    organization_id uuid,
    address text not null,
    address_key text collate "C" not null,
    recipient_name text not null,
    language text not null,
    facts jsonb not null,
    state text not null check (state in ('queued', 'held', 'digested', 'sent', 'failed')),
    attempts integer not null default 0,
    next_try_at timestamptz,
    tried_at timestamptz,
    leased_until timestamptz,
    lease uuid,
    last_error text,
    answer text,
    subject text,
    html text,
    text text,
    digest_id uuid,
    created_at timestamptz not null,
    finished_at timestamptz) with (fillfactor = 80)`,
  sql`create unique index mails_once on mails (event_id, rule_id, address_key)`,
  sql`create index mails_due on mails (next_try_at) where state = 'queued'`,
  sql`create index mails_held on mails (address_key, created_at) where state = 'held'`,
  sql`create index mails_by_address on mails (address_key, created_at)`,
  sql`create index mails_tried on mails (tried_at)`,
  sql`create index mails_by_created_at on mails (created_at, id)`,
  sql`create index mails_by_organization on mails (organization_id, created_at, id)`,
  sql`create index mails_finished on mails (finished_at)`,

  // What happened before mail could be sent is mailed to nobody.
  sql`create table mail_cursor (last_event_id bigint not null)`,
  sql`insert into mail_cursor select coalesce(max(id), 0) from audit_events`,
];

/** Rules, edited templates, the queue, and how far the audit log has been read for it. */
export const mail: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
    for (const { event, id } of defaultRules) {
      const recipients = event === 'mail-template.failed' ? 'administrators' : 'owner';
      await sql`insert into notification_rules
        (id, event, recipients, addresses, template, enabled, created_at, updated_at)
        values (${id}, ${event}, ${[recipients]}, '{}', ${event}, true, now(), now())`.execute(database);
    }
  },
};
