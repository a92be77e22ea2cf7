import { CustomerUserDialog } from './customer-user-dialog.tsx';
import type { Person } from './person.ts';
import { PersonDialogs } from './person-dialogs.tsx';
import type { PersonOpened } from './person-menu.tsx';

interface CustomerUserDialogsProps {
  readonly opened: PersonOpened;
  /** The customer of somebody new, where it is not to be chosen. */
  readonly customerId?: string;
  readonly onClose: () => void;
  /** Where to go when a customer user was created or deleted. */
  readonly onCreated?: (customerUser: Person) => void;
  readonly onDeleted?: () => void;
}

/** The dialogs of what can be done with customer users. */
export function CustomerUserDialogs(props: CustomerUserDialogsProps) {
  const { customerId, onClose, onCreated, onDeleted, opened } = props;
  return (
    <PersonDialogs
      opened={opened}
      onClose={onClose}
      {...(onDeleted && { onDeleted })}
      form={(person) => (
        <CustomerUserDialog
          customerUser={person}
          onClose={onClose}
          {...(customerId !== undefined && { customerId })}
          {...(person === null && onCreated && { onSaved: onCreated })}
        />
      )}
    />
  );
}
