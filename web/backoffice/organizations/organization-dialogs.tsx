import { SwitchDialog } from '../switch-dialog.tsx';
import type { SwitchableOpened } from '../switchable.tsx';
import type { Organization } from './organization.ts';
import { OrganizationDialog } from './organization-dialog.tsx';

interface OrganizationDialogsProps {
  readonly opened: SwitchableOpened<Organization>;
  readonly onClose: () => void;
  /** Where to go when an organization was created. */
  readonly onCreated?: (organization: Organization) => void;
}

/** The dialogs of what can be done with organizations. */
export function OrganizationDialogs({ onClose, onCreated, opened }: OrganizationDialogsProps) {
  if (opened.kind !== 'form') return <SwitchDialog row={opened.row} turn={opened.kind} onClose={onClose} />;
  return (
    <OrganizationDialog
      organization={opened.row}
      onClose={onClose}
      {...(opened.row === null && onCreated && { onSaved: onCreated })}
    />
  );
}
