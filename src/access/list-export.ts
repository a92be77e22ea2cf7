import type { Caller } from './caller.ts';
import type { WholeList } from './list-query.ts';

/** The audit event of an export: who took which list with them, and how it was filtered. `list` is the resource type. */
export function exportEvent(caller: Caller, list: string, { filters, sort }: WholeList) {
  return {
    type: 'list.exported',
    organizationId: caller.organization.id,
    actor: caller.actor,
    subject: { kind: 'list', id: list, name: list },
    details: {
      filters: filters.map(({ field, operator, values }) => `${field} ${operator} ${values.join(',')}`),
      sort: sort.map(({ descending, field }) => (descending ? `-${field}` : field)),
    },
    origin: caller.origin,
  } as const;
}
