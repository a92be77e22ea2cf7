import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { Mail, MailStore } from './mail.ts';
import { requireMailReach } from './mail-reach.ts';
import type { MailWriting } from './mail-writing.ts';
import type { MailTexts } from './template-engine.mjs';

/** What can be done with the queue of mails. @throws AccessDenied, RuleViolation */
export interface MailAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<Mail>>;
  get(caller: Caller, id: string): Promise<Mail | null>;
  /** What was sent; what would be sent now, where it was not written yet. */
  preview(caller: Caller, id: string): Promise<MailTexts | null>;
  /** Has a mail that waits or was given up tried again at once. @throws RuleViolation for any other */
  retry(caller: Caller, id: string): Promise<Mail | null>;
}

interface MailAdministrationDependencies {
  readonly mails: MailStore;
  readonly writing: MailWriting;
}

/** Makes the operations on the queue. */
export function createMailAdministration({ mails, writing }: MailAdministrationDependencies): MailAdministration {
  return {
    list: async (caller, query) => mails.list(requireMailReach(caller, 'mails', 'view'), query),

    async get(caller, id) {
      const reach = requireMailReach(caller, 'mails', 'view');
      return isId(id) ? mails.get(reach, id) : null;
    },

    async preview(caller, id) {
      const reach = requireMailReach(caller, 'mails', 'view');
      const mail = isId(id) ? await mails.get(reach, id) : null;
      return mail && (mail.texts ?? writing.write(mail));
    },

    async retry(caller, id) {
      const reach = requireMailReach(caller, 'mails', 'edit');
      const mail = isId(id) ? await mails.get(reach, id) : null;
      if (mail === null) return null;
      const retried = await mails.retry(reach, id, {
        type: 'mail.retried',
        organizationId: mail.organizationId,
        actor: caller.actor,
        subject: { kind: 'mail', id, name: mail.event },
        details: {},
        origin: caller.origin,
      });
      if (retried !== null) return retried;
      throw new RuleViolation(
        [{ field: null, message: 'Only mails that wait or were given up are tried again.' }],
        true,
      );
    },
  };
}
