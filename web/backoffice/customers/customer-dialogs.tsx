import { SwitchDialog } from '../switch-dialog.tsx';
import type { SwitchableOpened } from '../switchable.tsx';
import type { Customer } from './customer.ts';
import { CustomerDialog } from './customer-dialog.tsx';

interface CustomerDialogsProps {
  readonly opened: SwitchableOpened<Customer>;
  readonly onClose: () => void;
  /** Where to go when a customer was created or deleted. */
  readonly onCreated?: (customer: Customer) => void;
  readonly onDeleted?: () => void;
}

/** The dialogs of what can be done with customers. */
export function CustomerDialogs({ onClose, onCreated, onDeleted, opened }: CustomerDialogsProps) {
  if (opened.kind !== 'form') {
    return <SwitchDialog row={opened.row} turn={opened.kind} onClose={onClose} {...(onDeleted && { onDeleted })} />;
  }
  return (
    <CustomerDialog
      customer={opened.row}
      onClose={onClose}
      {...(opened.row === null && onCreated && { onSaved: onCreated })}
    />
  );
}
