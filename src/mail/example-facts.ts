import type { MailFacts } from './template-data.ts';

/** What previews and tests tell of. Nobody and nothing of it exists. */
export function exampleFacts(recipient: string, now: Date): MailFacts {
  const at = now.toISOString();
  const expiresAt = new Date(now.getTime() + 7 * 24 * 3_600_000).toISOString();
  return {
    at,
    side: 'backoffice',
    application: { name: 'Warehouse sync', clientId: 'EXAMPLEexampleEXAMPLEexample1234' },
    organization: 'Example Ltd',
    owner: 'Ada Lovelace',
    actor: { kind: 'user', name: 'Ada Lovelace' },
    recipient,
    secret: { name: 'Default', expiresAt, days: 7 },
    origin: '192.0.2.10',
    template: { name: 'application.created', language: 'en', problem: 'html: The element script cannot be used.' },
    digest: [
      { at, subject: 'Warehouse sync' },
      { at, subject: 'Price planner' },
    ],
  };
}
