import { isPerson, type Subject, sideOf } from '../access/subject.ts';
import type { Client } from './client.ts';
import type { ResourceOwners, Standing } from './resource-owner.ts';

/** What a token stands on at this very moment: its application, the person behind it and their organization. */
export interface Authority {
  /** Joins the epochs of the three. A token that carries another one has been ended. */
  readonly epoch: string;
  /** Every scope the person's permissions leave any use for. */
  readonly permittedScopes: readonly string[];
}

/** Whether a client itself may act: active, and its owner and organization in good standing. */
export interface ClientStanding {
  /** Why it may not, as a sentence for who runs it; null where it may. */
  readonly whyNot: string | null;
  /** What it has when it acts for its owner; null where it has none, or may not act. */
  readonly authority: Authority | null;
}

/** Finds out what a subject may do through a client now. */
export interface Authorities {
  clientStanding(client: Client): Promise<ClientStanding>;
  /** The authority of a subject through a client that is in good standing; null where it has none (any more). */
  resolve(client: Client, subject: Subject): Promise<Authority | null>;
}

interface OrganizationStates {
  findById(id: string): Promise<{ readonly enabled: boolean; readonly epoch: number } | null>;
}

/** Makes the one place that joins the live state of applications, people and organizations. */
export function createAuthorities(owners: ResourceOwners, organizations: OrganizationStates): Authorities {
  const refused = (whyNot: string): ClientStanding => ({ whyNot, authority: null });

  function authorityOn({ epoch }: Client, { organizationEpoch, permittedScopes, personEpoch }: Standing): Authority {
    return { epoch: `${epoch}.${personEpoch}.${organizationEpoch}`, permittedScopes };
  }

  async function clientStanding(client: Client): Promise<ClientStanding> {
    const { active, organizationId, owner } = client;
    const standing = owner === null ? null : await owners.standing(owner, organizationId);
    if (!active) return refused('The application is deactivated.');
    if (owner !== null && standing !== null) {
      return { whyNot: null, authority: sideOf(owner) === client.side ? authorityOn(client, standing) : null };
    }
    const organization = await organizations.findById(organizationId);
    if (organization === null || !organization.enabled) {
      return refused('The organization of the application is disabled.');
    }
    if (owner === null) return { whyNot: null, authority: null };
    return refused('The owner of the application is disabled, or has no role in its organization any more.');
  }

  async function standingOf({ organizationId, side }: Client, subject: Subject): Promise<Standing | null> {
    if (isPerson(subject)) return sideOf(subject) === side ? owners.standing(subject, organizationId) : null;
    const isVisitor = subject.kind === 'visitor' && side === 'storefront';
    return isVisitor ? owners.visitorStanding(subject.id, organizationId) : null;
  }

  return {
    clientStanding,

    async resolve(client, subject) {
      if (subject.kind === 'application') {
        return subject.id === client.id ? (await clientStanding(client)).authority : null;
      }
      const standing = await standingOf(client, subject);
      return standing && authorityOn(client, standing);
    },
  };
}
