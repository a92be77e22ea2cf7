import { type Action, context, type Level, may } from '../context.ts';
import { actions } from './permissible.ts';

/** How far each action reaches, by resource type. What is not named is `none`. */
export type Permissions = Readonly<Record<string, Readonly<Partial<Record<Action, Level>>>>>;

/** The level that permissions give for an action. */
export const levelIn = (permissions: Permissions, type: string, action: Action): Level =>
  permissions[type]?.[action] ?? 'none';

/**
 * Whether one may give a permission to others: nobody passes on more than they hold, and in another organization than
 * one's own only what one holds globally counts. The server decides; this only explains beforehand.
 */
export function mayPassOn(type: string, action: Action, level: Level, organizationId: string): boolean {
  const endsHere = level === 'none' || level === 'own' || organizationId === context.organization.id;
  return may(type, action, endsHere ? level : 'global');
}

/** Whether one may give all of some permissions to others. */
export function mayPassOnAll(permissions: Permissions, organizationId: string): boolean {
  return Object.entries(permissions).every(([type, given]) =>
    actions.every((action) => mayPassOn(type, action, given[action] ?? 'none', organizationId)),
  );
}
