import { Button, Menu, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context, mayEverywhere } from '../../shared/context.ts';
import { CopyButton } from '../../shared/copy-button.tsx';
import { formatDuration } from '../../shared/duration.ts';
import { Fact, Facts } from '../../shared/facts.tsx';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { Page } from '../../shared/page.tsx';
import { Section } from '../../shared/section.tsx';
import { listSettings, settingsKey } from '../settings/setting.ts';
import { useSigningKeyColumns } from './key-columns.tsx';
import { KeyActionDialog, NewKeyDialog } from './key-dialogs.tsx';
import { getLiveKeys, type KeyAction, listSigningKeys, type SigningKey, signingKeysKey } from './signing-key.ts';

const newOpener = 'new-key';

/** What stands open over the page. */
type Opened =
  | { readonly kind: 'new' }
  | { readonly kind: 'action'; readonly signingKey: SigningKey; readonly action: KeyAction };

/** What can be done with a key in its state. */
const actionsOf: Readonly<Record<string, readonly KeyAction[]>> = {
  announced: ['sign', 'retire', 'revoke'],
  signing: ['revoke'],
  retired: ['revoke'],
};

interface KeyMenuProps {
  readonly signingKey: SigningKey;
  /** Whether a successor can be announced. */
  readonly canRotate: boolean;
  readonly onOpen: (opened: Opened, opener: string) => void;
}

function KeyMenu({ canRotate, onOpen, signingKey }: KeyMenuProps) {
  const { t } = useTranslation();
  const { attributes, id } = signingKey;
  const actions = actionsOf[attributes.state] ?? [];
  if (actions.length === 0) return null;
  return (
    <RowMenu id={id} name={attributes.kid}>
      {attributes.state === 'signing' && canRotate && (
        <Menu.Item onClick={() => onOpen({ kind: 'new' }, rowOpener(id))}>{t('signingKeys.actions.rotate')}</Menu.Item>
      )}
      {actions.map((action) => (
        <Menu.Item key={action} onClick={() => onOpen({ kind: 'action', signingKey, action }, rowOpener(id))}>
          {t(`signingKeys.actions.${action}`)}
        </Menu.Item>
      ))}
    </RowMenu>
  );
}

/** How keys follow each other here, as far as one may see the settings: durations in words, empty for never. */
function useRotationTerms() {
  const { data } = useQuery({
    queryKey: [...settingsKey, 'keys'],
    queryFn: () => listSettings('keys'),
    enabled: mayEverywhere('settings', 'view'),
  });
  const wordsOf = (name: string) => {
    const setting = data?.find(({ attributes }) => attributes.name === name)?.attributes;
    const { unit = null, value } = setting ?? {};
    return typeof value === 'number' && value > 0 && unit !== null ? formatDuration(value, unit) : '';
  };
  return {
    isKnown: data !== undefined,
    announceFor: wordsOf('keys.announceFor'),
    rotateEvery: wordsOf('keys.rotateEvery'),
  };
}

function RotationFacts() {
  const { t } = useTranslation();
  const { announceFor, isKnown, rotateEvery } = useRotationTerms();
  const address = `${context.issuer}/.well-known/jwks.json`;
  return (
    <Section title={t('signingKeys.about')}>
      <Text size="sm" mb="md" maw={800}>
        {t('signingKeys.explanation')}
      </Text>
      <Facts>
        <Fact
          label={t('signingKeys.publishedAt')}
          value={
            <>
              <span className="code">{address}</span>{' '}
              <CopyButton value={address} label={`${t('actions.copy')}: ${address}`} />
            </>
          }
        />
        {isKnown && (
          <Fact
            label={t('signingKeys.rotateEvery')}
            value={rotateEvery === '' ? t('signingKeys.never') : rotateEvery}
          />
        )}
        {announceFor !== '' && <Fact label={t('signingKeys.announceFor')} value={announceFor} />}
      </Facts>
    </Section>
  );
}

/** System › Signing Keys: the keys that sign access tokens, and what can be done with them. */
export function SigningKeysPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const { columns, filters } = useSigningKeyColumns();
  const { announceFor } = useRotationTerms();
  const { data: live } = useQuery({ queryKey: [...signingKeysKey, 'live'], queryFn: getLiveKeys });
  const refresh = () => queries.invalidateQueries({ queryKey: signingKeysKey });
  const isFirst = live?.signing === null && live.announced === null;
  const canMake = live !== undefined && live.announced === null && mayEverywhere('signingkeys', 'create');
  const mayEdit = mayEverywhere('signingkeys', 'edit');
  const make = canMake && (
    <Button data-opener={newOpener} onClick={() => open({ kind: 'new' }, newOpener)}>
      {t(isFirst ? 'signingKeys.actions.generate' : 'signingKeys.actions.rotate')}
    </Button>
  );
  return (
    <Page title={t('signingKeys.title')} actions={make}>
      <RotationFacts />
      <ResourceList
        label={t('signingKeys.title')}
        queryKey={signingKeysKey}
        load={listSigningKeys}
        columns={() => columns}
        filters={filters}
        defaultSort="-signsFrom"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.kid}
        empty={{ title: t('signingKeys.empty'), hint: t('signingKeys.emptyHint') }}
        refreshEvery={60_000}
        {...(mayEdit && {
          actions: (signingKey: SigningKey) => <KeyMenu signingKey={signingKey} canRotate={canMake} onOpen={open} />,
        })}
      />
      {opened?.kind === 'new' && (
        <NewKeyDialog isFirst={isFirst} announceFor={announceFor} onClose={close} onChanged={refresh} />
      )}
      {opened?.kind === 'action' && (
        <KeyActionDialog signingKey={opened.signingKey} action={opened.action} onClose={close} onChanged={refresh} />
      )}
    </Page>
  );
}
