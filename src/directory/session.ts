import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { requireOneself, requireReach } from '../access/reach.ts';
import { type PersonRef, type Side, sideOf } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { AccountStore } from './account.ts';
import { organizationsOf } from './home-organization.ts';
import type { OrganizationStore } from './organization.ts';

/** A person who is signed in with a browser. The browser holds a random token, of which only a keyed hash is kept. */
export interface Session {
  readonly id: string;
  readonly person: PersonRef;
  /** Where the person works in the pages at the moment. */
  readonly organizationId: string;
  /** The person's epoch at sign-in: a changed password and a disabled account end the session. */
  readonly epoch: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** When the password was typed. */
  readonly authenticatedAt: Date;
  /** To the minute. */
  readonly seenAt: Date;
  /** When it ends in any case. */
  readonly expiresAt: Date;
}

/** Which sessions live: those of the person's epoch that end after `now` and were used after `seenAfter`. */
export interface LiveSince {
  readonly now: Date;
  readonly seenAfter: Date;
  readonly epoch: number;
}

/** Sessions that are ended, and the event that tells of each. */
export interface EndedSessions {
  readonly since: LiveSince;
  readonly eventFor: (sessionId: string) => AuditEvent;
}

export interface SessionStore {
  insert(session: Session, hash: Uint8Array, event: AuditEvent): Promise<void>;
  findByHash(hash: Uint8Array): Promise<Session | null>;
  /** Notes that a session was used. */
  seen(id: string, at: Date): Promise<void>;
  /** Notes that its person works in another organization now. */
  move(id: string, organizationId: string): Promise<void>;
  /** Those that have not expired and were used of late. */
  list(person: PersonRef, since: LiveSince, query: ListQuery): Promise<ListPage<Session>>;
  /** Ends one. False where the person has none of that id. */
  end(person: PersonRef, id: string, event: AuditEvent): Promise<boolean>;
  /** Ends those that live, but for one. How many there were; null where that one is none of the person's. */
  endOthers(person: PersonRef, id: string, ended: EndedSessions): Promise<number | null>;
  endByHash(hash: Uint8Array): Promise<void>;
}

/** How long sessions live, in seconds. */
export interface SessionLifetimes {
  /** Until one that nobody uses ends. */
  readonly idle: number;
  /** Until one ends in any case. */
  readonly absolute: number;
}

/** Where somebody signs in. */
export interface SignInPlace {
  readonly organizationId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** The sessions of both sides. A token of one side is none of the other. */
export interface Sessions {
  /** Begins a session with a token that nobody had before; an earlier one of the browser ends. Null for who may not act. */
  open(person: PersonRef, place: SignInPlace, earlier: string | null): Promise<string | null>;
  /** The session of a token, as long as its person may act; notes that it was used. */
  find(side: Side, token: string, organizationId: string): Promise<Session | null>;
  end(side: Side, token: string): Promise<void>;
  /** The session of a token where its person works now; in another of its organizations when it lost that one. */
  current(side: Side, token: string): Promise<Session | null>;
  /** Lets the person of a session work in another of its organizations. False where it does not belong to that one. */
  move(session: Session, organizationId: string): Promise<boolean>;
  /** One's own. @throws AccessDenied for whom is no person in a browser or with a token of their own */
  list(caller: Caller, query: ListQuery): Promise<ListPage<Session>>;
  get(caller: Caller, id: string): Promise<Session | null>;
  endOne(caller: Caller, id: string): Promise<boolean>;
  /** Ends all others than this one. How many there were; null where there is none of that id. */
  endOthers(caller: Caller, id: string): Promise<number | null>;
}

export interface SessionDependencies {
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  readonly organizations: Pick<OrganizationStore, 'findById'>;
  readonly cryptography: Cryptography;
  readonly lifetimes: SessionLifetimes;
  readonly clock: () => Date;
}

const tokenForm = /^[A-Za-z0-9_-]{43}$/;
const noteEvery = 60_000;
const longestUserAgent = 255;

function later(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

/** What people see and end of their own sessions. */
function createSessionReview({
  accounts,
  clock,
  lifetimes,
  sessions,
}: SessionDependencies): Pick<Sessions, 'list' | 'get' | 'endOne' | 'endOthers'> {
  async function standing({ organization }: Caller, person: PersonRef) {
    const now = clock();
    const state = await accounts.state(person, organization.id);
    const since = { now, seenAfter: later(now, -lifetimes.idle), epoch: state?.epoch ?? -1 };
    return { since, name: state?.name ?? '' };
  }

  async function list(caller: Caller, query: ListQuery): Promise<ListPage<Session>> {
    requireReach(caller, 'profile', 'view');
    const person = requireOneself(caller);
    return sessions.list(person, (await standing(caller, person)).since, query);
  }

  function endedEvent(caller: Caller, subject: PersonRef & { readonly name: string }, sessionId: string): AuditEvent {
    return {
      type: 'session.ended',
      organizationId: caller.organization.id,
      actor: caller.actor,
      subject,
      details: { sessionId },
      origin: caller.origin,
    };
  }

  return {
    list,

    async get(caller, id) {
      const filters = [{ field: 'id', operator: 'equals', values: [id] }] as const;
      const { rows } = await list(caller, { filters, sort: [], page: { number: 1, size: 1 } });
      return rows[0] ?? null;
    },

    async endOne(caller, id) {
      requireReach(caller, 'profile', 'edit');
      const person = requireOneself(caller);
      if (!isId(id)) return false;
      const { name } = await standing(caller, person);
      return sessions.end(person, id, endedEvent(caller, { ...person, name }, id));
    },

    async endOthers(caller, id) {
      requireReach(caller, 'profile', 'edit');
      const person = requireOneself(caller);
      if (!isId(id)) return null;
      const { name, since } = await standing(caller, person);
      const eventFor = (sessionId: string) => endedEvent(caller, { ...person, name }, sessionId);
      return sessions.endOthers(person, id, { since, eventFor });
    },
  };
}

/** Makes the sessions of people in browsers. */
export function createSessions(dependencies: SessionDependencies): Sessions {
  const { accounts, clock, cryptography, lifetimes, sessions } = dependencies;

  function hashOf(side: Side, token: string): Uint8Array | null {
    return tokenForm.test(token) ? cryptography.keyedHash('session', `${side}.${token}`) : null;
  }

  async function end(side: Side, token: string): Promise<void> {
    const hash = hashOf(side, token);
    if (hash !== null) await sessions.endByHash(hash);
  }

  function isOver({ expiresAt, seenAt }: Session, now: Date): boolean {
    return expiresAt <= now || later(seenAt, lifetimes.idle) <= now;
  }

  async function find(side: Side, token: string, organizationId: string): Promise<Session | null> {
    const hash = hashOf(side, token);
    const session = hash && (await sessions.findByHash(hash));
    const now = clock();
    if (!session || isOver(session, now)) return null;
    const state = await accounts.state(session.person, organizationId);
    if (state === null || !state.enabled || state.epoch !== session.epoch) return null;
    if (now.getTime() - session.seenAt.getTime() >= noteEvery) await sessions.seen(session.id, now);
    return session;
  }

  return {
    ...createSessionReview(dependencies),
    end,

    async open(person, { address, organizationId, requestId, userAgent }, earlier) {
      const side = sideOf(person);
      const state = await accounts.state(person, organizationId);
      if (state === null || !state.enabled) return null;
      if (earlier !== null) await end(side, earlier);
      const token = cryptography.base64url(cryptography.randomBytes(32));
      const now = clock();
      const session = {
        id: cryptography.randomId(),
        person,
        organizationId,
        epoch: state.epoch,
        address,
        userAgent: userAgent?.slice(0, longestUserAgent).replaceAll('\0', '') ?? null,
        authenticatedAt: now,
        seenAt: now,
        expiresAt: later(now, lifetimes.absolute),
      };
      const hash = cryptography.keyedHash('session', `${side}.${token}`);
      await sessions.insert(session, hash, {
        type: 'session.opened',
        organizationId,
        actor: { kind: person.kind, id: person.id },
        subject: { kind: person.kind, id: person.id, name: state.name },
        details: { side },
        origin: { address, requestId },
      });
      return token;
    },

    find,

    async current(side, token) {
      const session = await find(side, token, '');
      if (session === null) return null;
      const places = await organizationsOf(dependencies, session.person);
      const [first] = places;
      if (first === undefined) return null;
      const isThere = places.some(({ id }) => id === session.organizationId);
      return isThere ? session : { ...session, organizationId: first.id };
    },

    async move(session, organizationId) {
      const places = await organizationsOf(dependencies, session.person);
      if (!places.some(({ id }) => id === organizationId)) return false;
      await sessions.move(session.id, organizationId);
      return true;
    },
  };
}
