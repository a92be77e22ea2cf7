import { Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { applicationKey, applicationsKey, getApplication } from '../applications/application.ts';
import { HandOverDialog } from '../applications/hand-over-dialog.tsx';
import { Loaded } from '../page.tsx';
import { type LeftBehind, leavingKey } from './leaving.ts';

interface HandOverProps {
  readonly left: LeftBehind;
  readonly onClose: () => void;
}

/** Gives an application of somebody who leaves to another owner. */
export function HandOver({ left, onClose }: HandOverProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: applicationKey(left.id), queryFn: () => getApplication(left.id) });
  const onChanged = () => {
    void queries.invalidateQueries({ queryKey: leavingKey });
    void queries.invalidateQueries({ queryKey: applicationsKey });
  };
  if (query.data !== undefined) {
    return <HandOverDialog application={query.data.application} onClose={onClose} onChanged={onChanged} />;
  }
  return (
    <Modal opened onClose={onClose} title={left.name} closeButtonProps={{ 'aria-label': t('actions.close') }}>
      <Loaded query={query}>{() => null}</Loaded>
    </Modal>
  );
}
