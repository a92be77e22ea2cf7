import { type Action, context, may } from '../shared/context.ts';

/** Whether one reaches every organization for an action: only while working in a global one. */
export function reachesAll(type: string, action: Action = 'view'): boolean {
  return context.organization.global && may(type, action, 'global');
}
