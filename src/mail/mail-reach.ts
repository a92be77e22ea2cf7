import type { Caller } from '../access/caller.ts';
import type { Action, Protected } from '../access/permission.ts';
import { AccessDenied, type Reach, requireReach } from '../access/reach.ts';

/** The part of a reach that mail knows: nothing of it is anybody's own or a customer's. */
export type MailReach = Extract<Reach, { readonly level: 'global' | 'organization' }>;

/** @throws AccessDenied for who does not reach at least an organization */
export function requireMailReach(caller: Caller, type: Protected, action: Action): MailReach {
  const reach = requireReach(caller, type, action);
  if (reach.level === 'global' || reach.level === 'organization') return reach;
  throw new AccessDenied(`Your role does not allow to ${action} ${type} here.`, null);
}
