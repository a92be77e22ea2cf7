import type { Subject } from '../../access/subject.ts';
import type { Authorities } from '../authority.ts';
import type { Cryptography } from '../cryptography.ts';
import { OAuthError } from '../oauth-error.ts';
import { beginRefreshTokenFamily, type RefreshTokenFamilies } from '../refresh-token-family.ts';
import type { ResourceOwners } from '../resource-owner.ts';
import type { Grant, GrantRequest } from './grant.ts';

export interface PasswordGrantDependencies {
  readonly authorities: Authorities;
  readonly owners: ResourceOwners;
  readonly families: RefreshTokenFamilies;
  readonly cryptography: Cryptography;
  /** Whether `guest`/`guest` is honoured at all. */
  readonly guestsEnabled: () => boolean;
  /** Whether refresh tokens are given at all. */
  readonly refreshEnabled: () => boolean;
  /** Bounds the visitors one address can make; gives the seconds to wait, or 0. */
  readonly admitGuest: (address: string | null) => Promise<number>;
}

const refusal = 'The user name or password is wrong, or the person may not sign in here.';

/** The refusal of a request whose sender has tried too often (RFC 6585 §4). */
function tooMany(retryAfter: number): OAuthError {
  return new OAuthError('temporarily_unavailable', 'Too many attempts. Wait before you try again.', {
    status: 429,
    retryAfter,
  });
}

/** Who runs the application does not learn who has an account here, nor what is wrong with it; administrators do. */
function refused(detail: string): OAuthError {
  return new OAuthError('invalid_grant', refusal, {
    detail,
    reason: { cause: 'person', aboutPerson: `The sign-in of the person was refused: ${detail}.` },
  });
}

/** Legacy grant: a person's name and password; `guest` twice gives a visitor of a storefront (RFC 6749 §4.3, seed-004). */
export function createPasswordGrant(dependencies: PasswordGrantDependencies): Grant {
  const { authorities, owners, cryptography, families } = dependencies;

  function asksForVisitor({ client, parameters }: GrantRequest): boolean {
    const guest = parameters.get('username') === 'guest' && parameters.get('password') === 'guest';
    return guest && client.side === 'storefront' && client.guestsAllowed && dependencies.guestsEnabled();
  }

  async function provePerson(request: GrantRequest): Promise<Subject> {
    const username = request.parameters.get('username');
    const password = request.parameters.get('password');
    if (username === undefined || password === undefined) {
      throw new OAuthError('invalid_request', 'The password grant needs the parameters username and password.', {
        reason: {
          cause: 'request',
          text: `The parameter ${username === undefined ? 'username' : 'password'} is missing.`,
        },
      });
    }
    const { side, organizationId } = request.client;
    const result = await owners.authenticate({ side, organizationId, username, password, address: request.address });
    if (result.outcome === 'throttled') throw tooMany(result.retryAfter);
    if (result.outcome === 'refused') throw refused(result.detail);
    return result.person;
  }

  async function proveVisitor(request: GrantRequest): Promise<Subject> {
    const wait = await dependencies.admitGuest(request.address);
    if (wait > 0) throw tooMany(wait);
    return { kind: 'visitor', id: cryptography.randomId() };
  }

  return {
    type: 'password',
    openToPublicClients: true,
    async validate(request) {
      const { client } = request;
      const subject = asksForVisitor(request) ? await proveVisitor(request) : await provePerson(request);
      const authority = await authorities.resolve(client, subject);
      if (authority === null) throw refused('the person may not act in the organization of the application');
      const refreshable = dependencies.refreshEnabled() && subject.kind !== 'visitor';
      return {
        subject,
        authority,
        grantedScope: null,
        resource: null,
        conclude: refreshable
          ? async (scope, resource) => {
              const begun = { client, subject, epoch: authority.epoch, now: request.now, scope, resource };
              const { family, token } = beginRefreshTokenFamily(families, begun);
              await families.refreshTokens.insert(family);
              return { refreshToken: token, familyId: family.id };
            }
          : null,
      };
    },
  };
}
