import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../facts.tsx';
import { formatTime } from '../i18n.ts';
import { Section } from '../section.tsx';
import { EnabledStatus } from './enabled-status.tsx';
import type { Person } from './person.ts';

/** What is known about a person. */
export function PersonFacts({ children, person }: { readonly person: Person; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  const { createdAt, email, enabled, firstName, lastName, locale, updatedAt, username } = person.attributes;
  return (
    <Section title={t('people.facts')}>
      <Facts>
        {username !== undefined && <Fact label={t('people.fields.username')} value={username} />}
        <Fact label={t('people.fields.name')} value={`${firstName} ${lastName}`.trim()} />
        <Fact label={t('people.fields.email')} value={email} />
        <Fact label={t('people.fields.locale')} value={t(`languages.${locale}`, { defaultValue: locale })} />
        {children}
        <Fact label={t('people.status.label')} value={<EnabledStatus enabled={enabled} />} />
        <Fact label={t('people.fields.createdAt')} value={formatTime(createdAt)} />
        <Fact label={t('people.fields.updatedAt')} value={formatTime(updatedAt)} />
      </Facts>
    </Section>
  );
}
