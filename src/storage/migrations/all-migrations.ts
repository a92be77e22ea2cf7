import type { Migration } from 'kysely';
import { directory } from './0001-directory.ts';
import { clients } from './0002-clients.ts';
import { tokens } from './0003-tokens.ts';
import { audit } from './0004-audit.ts';
import { changes } from './0005-changes.ts';
import { operations } from './0006-operations.ts';
import { authorization } from './0007-authorization.ts';
import { signingKeys } from './0008-signing-keys.ts';
import { resourceServers } from './0009-resource-servers.ts';
import { auditReview } from './0010-audit-review.ts';
import { applicationReview } from './0011-application-review.ts';
import { system } from './0012-system.ts';
import { activity } from './0013-activity.ts';
import { auditSearch } from './0014-audit-search.ts';
import { mail } from './0016-mail.ts';
import { secretWatch } from './0017-secret-watch.ts';
import { tokenReuse } from './0018-token-reuse.ts';

/** Every migration under the name by which a database remembers it. Published ones never change; new ones go below. */
export const allMigrations: Readonly<Record<string, Migration>> = {
  '0001-directory': directory,
  '0002-clients': clients,
  '0003-tokens': tokens,
  '0004-audit': audit,
  '0005-changes': changes,
  '0006-operations': operations,
  '0007-authorization': authorization,
  '0008-signing-keys': signingKeys,
  '0009-resource-servers': resourceServers,
  '0010-audit-review': auditReview,
  '0011-application-review': applicationReview,
  '0012-system': system,
  '0013-activity': activity,
  '0014-audit-search': auditSearch,
  '0016-mail': mail,
  '0017-secret-watch': secretWatch,
  '0018-token-reuse': tokenReuse,
};
