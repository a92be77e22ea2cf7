import './permission-matrix.css';
import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Action, Level, Side } from '../context.ts';
import { actions, levelsOf, permissible } from './permissible.ts';
import { levelIn, mayPassOn, type Permissions } from './permission.ts';

interface MatrixProps {
  readonly side: Side;
  readonly permissions: Permissions;
  /** Takes the permissions as they are after a change; left out where they are only shown. */
  readonly onChange?: (permissions: Permissions) => void;
  /** The organization of the role: what can be passed on there. */
  readonly organizationId: string;
}

interface CellProps extends MatrixProps {
  readonly type: string;
  readonly action: Action;
}

/** Chooses a level. What one may not pass on can be seen, and not chosen. */
function LevelSelect({ action, onChange, organizationId, permissions, side, type }: CellProps) {
  const { t } = useTranslation();
  const current = levelIn(permissions, type, action);
  const choices = levelsOf[side].map((level) => {
    const given = level === current || mayPassOn(type, action, level, organizationId);
    const label = t(`roles.levels.${level}`);
    return { value: level, label: given ? label : t('roles.beyondYou', { name: label }), disabled: !given };
  });
  const choose = (level: string) =>
    onChange?.({ ...permissions, [type]: { ...permissions[type], [action]: level as Level } });
  return (
    <NativeSelect
      aria-label={`${t(`roles.types.${type}`)}: ${t(`roles.actions.${action}`)}`}
      value={current}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={choices}
    />
  );
}

function Cell(props: CellProps) {
  const { t } = useTranslation();
  const { action, onChange, permissions, side, type } = props;
  const level = levelIn(permissions, type, action);
  const exists = permissible[side][type]?.includes(action) === true || level !== 'none';
  const title = t(`roles.actions.${action}`);
  return (
    <td role="cell">
      <span className="matrix-label" aria-hidden="true">
        {title}
      </span>
      {!exists && (
        <Text span size="sm">
          <span aria-hidden="true">–</span>
          <span className="visually-hidden">{t('roles.noSuchAction')}</span>
        </Text>
      )}
      {exists && onChange !== undefined && <LevelSelect {...props} />}
      {exists && onChange === undefined && (
        <Text span size="sm" fw={level === 'none' ? undefined : 600}>
          {t(`roles.levels.${level}`)}
        </Text>
      )}
    </td>
  );
}

/** What a role allows: a row for each type of resource, a column for each action. On phones every row is a card. */
export function PermissionMatrix(props: MatrixProps) {
  const { t } = useTranslation();
  const { permissions, side } = props;
  const types = [...new Set([...Object.keys(permissible[side]), ...Object.keys(permissions)])];
  return (
    <table role="table" className="matrix" aria-label={t('roles.permissions')}>
      <thead>
        <tr role="row">
          <th scope="col">{t('roles.resource')}</th>
          {actions.map((action) => (
            <th key={action} scope="col">
              {t(`roles.actions.${action}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {types.map((type) => (
          <tr role="row" key={type}>
            <th role="rowheader" scope="row">
              {t(`roles.types.${type}`)}
            </th>
            {actions.map((action) => (
              <Cell key={action} {...props} type={type} action={action} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
