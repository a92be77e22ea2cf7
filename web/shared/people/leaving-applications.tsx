import { Anchor, Button, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Status } from '../applications/columns.tsx';
import { pathOf } from '../applications/paths.ts';
import { context, may } from '../context.ts';
import { formatTime } from '../i18n.ts';
import { Loaded } from '../page.tsx';
import { type LeftBehind, leavingKey, reviewLeaving } from './leaving.ts';
import type { Person } from './person.ts';

/** Whether one may give somebody's applications to others. */
const mayHandOver = may('oauthapplications', 'edit', 'customer') && may('oauthapplications', 'create', 'customer');

interface ApplicationsProps {
  readonly person: Person;
  readonly applications: readonly LeftBehind[];
  readonly onHandOver: (application: LeftBehind) => void;
}

interface ApplicationProps extends Pick<ApplicationsProps, 'person' | 'onHandOver'> {
  readonly application: LeftBehind;
}

function Application({ application, onHandOver, person }: ApplicationProps) {
  const { t } = useTranslation();
  const { active, id, lastUsedAt, liveRefreshTokens, name, organization } = application;
  const path = pathOf[person.type === 'users' ? 'backoffice' : 'storefront'];
  return (
    <Table.Tr>
      <Table.Td className="breakable">
        <Anchor component={Link} to={`${path}/${id}`} size="sm">
          {name}
        </Anchor>
        {context.side === 'backoffice' && <Text size="xs">{organization.name}</Text>}
      </Table.Td>
      <Table.Td>
        <Status active={active} />
      </Table.Td>
      <Table.Td>{lastUsedAt === null ? t('people.applications.never') : formatTime(lastUsedAt)}</Table.Td>
      <Table.Td ta="end">{liveRefreshTokens}</Table.Td>
      {mayHandOver && (
        <Table.Td>
          <Button
            variant="default"
            size="xs"
            aria-label={t('people.leaving.handOverOne', { name })}
            onClick={() => onHandOver(application)}
          >
            {t('people.leaving.handOver')}
          </Button>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Applications({ applications, ...props }: ApplicationsProps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={t('applications.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('applications.columns.name')}</Table.Th>
            <Table.Th>{t('applications.columns.status')}</Table.Th>
            <Table.Th>{t('people.applications.lastUse')}</Table.Th>
            <Table.Th ta="end">{t('people.leaving.refreshTokens')}</Table.Th>
            {mayHandOver && (
              <Table.Th>
                <span className="visually-hidden">{t('grid.actions')}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {applications.map((application) => (
            <Application key={application.id} application={application} {...props} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface LeavingApplicationsProps {
  readonly person: Person;
  /** The organizations that are left; all where left out. */
  readonly organizationIds?: readonly string[];
  /** Opens what gives one of them to another owner, in place of the dialog that shows them. */
  readonly onHandOver: (application: LeftBehind) => void;
}

/** The applications that stop working when a person leaves. */
export function LeavingApplications({ onHandOver, organizationIds, person }: LeavingApplicationsProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: [...leavingKey, person.type, person.id],
    queryFn: () => reviewLeaving(person),
    gcTime: 0,
  });
  return (
    <Loaded query={query}>
      {({ beyondReach, listed }) => {
        const left = listed.filter(({ organization }) => organizationIds?.includes(organization.id) ?? true);
        const hidden = organizationIds === undefined ? beyondReach : 0;
        if (left.length + hidden === 0) return <Text size="sm">{t('people.leaving.none')}</Text>;
        return (
          <Stack gap="xs">
            <Text size="sm">{t('people.leaving.effect', { count: left.filter(({ active }) => active).length })}</Text>
            {left.length > 0 && <Applications applications={left} person={person} onHandOver={onHandOver} />}
            {hidden > 0 && <Text size="sm">{t('people.leaving.beyondReach', { count: hidden })}</Text>}
          </Stack>
        );
      }}
    </Loaded>
  );
}
