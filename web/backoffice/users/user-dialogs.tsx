import type { Person } from '../../shared/people/person.ts';
import { PersonDialogs } from '../../shared/people/person-dialogs.tsx';
import type { PersonOpened } from '../../shared/people/person-menu.tsx';
import { MembershipsDialog } from './memberships-dialog.tsx';
import { UserDialog } from './user-dialog.tsx';

interface UserDialogsProps {
  readonly opened: PersonOpened;
  readonly onClose: () => void;
  /** Where to go when a user was created or deleted. */
  readonly onCreated?: (user: Person) => void;
  readonly onDeleted?: () => void;
}

/** The dialogs of what can be done with users. */
export function UserDialogs({ onClose, onCreated, onDeleted, opened }: UserDialogsProps) {
  return (
    <PersonDialogs
      opened={opened}
      onClose={onClose}
      {...(onDeleted && { onDeleted })}
      form={(user) => (
        <UserDialog user={user} onClose={onClose} {...(user === null && onCreated && { onSaved: onCreated })} />
      )}
      memberships={(user) => <MembershipsDialog user={user} onClose={onClose} />}
    />
  );
}
