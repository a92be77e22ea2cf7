import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../../shared/facts.tsx';
import { formatExactTime } from '../../shared/i18n.ts';
import { Loaded } from '../../shared/page.tsx';
import { MailPreview } from './mail-preview.tsx';
import { mailsKey, type QueuedMail, showMail } from './queued-mail.ts';
import { useMailWords } from './words.ts';

interface MailDialogProps {
  readonly mail: QueuedMail;
  readonly onClose: () => void;
}

/** A mail of the queue: how it went, and what it says. */
export function MailDialog({ mail: { attributes, id }, onClose }: MailDialogProps) {
  const { t } = useTranslation();
  const words = useMailWords();
  const { address, answer, attempts, createdAt, event, finishedAt, language, lastError, messageId, state } = attributes;
  const query = useQuery({ queryKey: [...mailsKey, 'shown', id], queryFn: () => showMail(id), gcTime: 0 });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words(event)}
      size="xl"
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        <Facts>
          <Fact label={t('mail.queue.address')} value={address} />
          <Fact label={t('mail.queue.state')} value={t(`mail.queue.states.${state}`)} />
          <Fact label={t('mail.language')} value={t(`languages.${language}`)} />
          <Fact label={t('mail.queue.attempts')} value={attempts} />
          <Fact label={t('mail.queue.createdAt')} value={formatExactTime(createdAt)} />
          {finishedAt !== null && <Fact label={t('mail.queue.finishedAt')} value={formatExactTime(finishedAt)} />}
          {lastError !== null && <Fact label={t('mail.queue.lastError')} value={lastError} />}
          {answer !== null && <Fact label={t('mail.queue.answer')} value={answer} />}
          <Fact label={t('mail.queue.messageId')} value={<span className="code breakable">{messageId}</span>} />
        </Facts>
        <Text size="sm">{t(`mail.queue.stateHints.${state}`)}</Text>
        {attributes.subject === null && <Text size="sm">{t('mail.queue.notWritten')}</Text>}
        <Loaded query={query}>{(texts) => <MailPreview {...texts} />}</Loaded>
      </Stack>
    </Modal>
  );
}
