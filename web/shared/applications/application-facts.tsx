import { List } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../facts.tsx';
import type { Included } from '../grid/load-page.ts';
import { formatTime } from '../i18n.ts';
import { Section } from '../section.tsx';
import type { Access, Application } from './application.ts';
import { ClientId, Status } from './columns.tsx';
import { RefLink } from './ref-link.tsx';
import { identifierOf, useAuthorName, useOwnerName } from './ref-names.ts';

/** Several texts, each on a line of its own; null for none. */
function lines(texts: readonly string[]): ReactNode {
  if (texts.length === 0) return null;
  return (
    <List listStyleType="none" size="sm">
      {texts.map((text) => (
        <List.Item key={text} className="breakable">
          {text}
        </List.Item>
      ))}
    </List>
  );
}

function useAccessText() {
  const { t } = useTranslation();
  return (access: Access, side: string): ReactNode => {
    if (access.mode !== 'chosen') {
      return t(`administeredApplications.form.${access.mode === 'everything' ? 'everything' : 'readOnly'}`);
    }
    return lines(access.scopes.map((scope) => t(`applications.scopes.${side}.${scope}`, { defaultValue: scope })));
  };
}

interface ApplicationFactsProps {
  readonly application: Application;
  /** What it points to, as far as one may see it. */
  readonly included: readonly Included[];
}

function Identity({ application }: Pick<ApplicationFactsProps, 'application'>) {
  const { t } = useTranslation();
  const ownerName = useOwnerName();
  const label = (name: string) => t(`administeredApplications.columns.${name}`);
  const { active, organizationName, side } = application.attributes;
  return (
    <>
      <Fact label={label('clientId')} value={<ClientId application={application} />} />
      <Fact label={label('status')} value={<Status active={active} />} />
      <Fact label={t('administeredApplications.view.side')} value={t(`administeredApplications.view.sides.${side}`)} />
      <Fact
        label={label('organization')}
        value={<RefLink to={identifierOf(application, 'organization')}>{organizationName}</RefLink>}
      />
      <Fact
        label={label('owner')}
        value={<RefLink to={identifierOf(application, 'owner')}>{ownerName(application)}</RefLink>}
      />
    </>
  );
}

/** How it gets tokens, and for what. */
function Rules({ application }: Pick<ApplicationFactsProps, 'application'>) {
  const { t } = useTranslation();
  const accessText = useAccessText();
  const label = (name: string) => t(`administeredApplications.view.${name}`);
  const flag = (value: boolean) => label(value ? 'yes' : 'no');
  const {
    access,
    apis,
    confidential,
    corsOrigins,
    grantTypes,
    guestsAllowed,
    pkceRequired,
    redirectUris,
    side,
    ...rest
  } = application.attributes;
  const grants = grantTypes.map((grant) => t(`administeredApplications.grants.${grant}`)).join(', ');
  const redirects = grantTypes.includes('authorization_code');
  const takesGuests = side === 'storefront' && (redirects || grantTypes.includes('password'));
  return (
    <>
      <Fact label={label('grantTypes')} value={grants || t('administeredApplications.grants.none')} />
      <Fact label={label('confidential')} value={flag(confidential)} />
      {redirects && (
        <>
          <Fact label={label('redirectUris')} value={lines(redirectUris)} />
          <Fact label={label('pkceRequired')} value={flag(pkceRequired)} />
          <Fact label={label('skipConsent')} value={flag(rest.skipConsent)} />
        </>
      )}
      {grantTypes.includes('client_credentials') && <Fact label={label('tokenReuse')} value={flag(rest.tokenReuse)} />}
      {takesGuests && <Fact label={label('guestsAllowed')} value={flag(guestsAllowed)} />}
      <Fact label={label('access')} value={accessText(access, side)} />
      <Fact
        label={label('apis')}
        value={lines(apis.map(({ identifier, scopes }) => `${identifier} (${scopes.join(' ')})`))}
      />
      <Fact label={label('corsOrigins')} value={lines(corsOrigins)} />
    </>
  );
}

/** When and by whom it was made and used. */
function Times({ application, included }: ApplicationFactsProps) {
  const { t } = useTranslation();
  const authorName = useAuthorName();
  const label = (name: string) => t(`administeredApplications.view.${name}`);
  const time = (value: string | null) => (value === null ? t('administeredApplications.never') : formatTime(value));
  const { createdAt, lastCallAt, lastTokenAt, liveRefreshTokens, updatedAt } = application.attributes;
  return (
    <>
      <Fact label={label('createdAt')} value={formatTime(createdAt)} />
      <Fact label={label('createdBy')} value={authorName(application, 'createdBy', included)} />
      <Fact label={label('updatedAt')} value={formatTime(updatedAt)} />
      <Fact label={label('updatedBy')} value={authorName(application, 'updatedBy', included)} />
      <Fact label={label('lastToken')} value={time(lastTokenAt)} />
      <Fact label={label('lastCall')} value={time(lastCallAt)} />
      {liveRefreshTokens !== undefined && <Fact label={label('liveRefreshTokens')} value={String(liveRefreshTokens)} />}
    </>
  );
}

/** Everything that is known about an application. */
export function ApplicationFacts(props: ApplicationFactsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('administeredApplications.view.facts')}>
      <Facts>
        <Identity application={props.application} />
        <Rules application={props.application} />
        <Times {...props} />
      </Facts>
    </Section>
  );
}
