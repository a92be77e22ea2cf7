import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { context, may } from '../context.ts';
import type { Identifier } from '../json-api.ts';

/** Where the pages about people and organizations are in the back-office, by the types of the API. */
const pages: Readonly<Record<string, string>> = {
  users: '/users',
  customerusers: '/customer-users',
  organizations: '/organizations',
};

interface RefLinkProps {
  readonly to: Identifier | null;
  /** Its name. */
  readonly children: string;
}

/** The name of somebody or something, which leads to its page where there is one. */
export function RefLink({ children, to }: RefLinkProps) {
  const path = to === null ? undefined : pages[to.type];
  if (to === null || path === undefined || context.side !== 'backoffice') return children;
  if (!may(to.type, 'edit', 'organization')) return children;
  return (
    <Anchor component={Link} to={`${path}/${to.id}`}>
      {children}
    </Anchor>
  );
}
