import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { pageOf, type RowFields } from '../access/listed-rows.ts';
import type { Action } from '../access/permission.ts';
import { requireGlobalReach } from '../access/reach.ts';
import type { SigningAlgorithm } from './signing-key.ts';
import { type SigningKeyState, type SigningKeyStore, type StoredSigningKey, stateOf } from './signing-key-life.ts';
import type { SigningKeyRotation } from './signing-key-rotation.ts';

/** A signing key as administrators see it: never the private one. */
export interface SigningKeyView extends Omit<StoredSigningKey, 'sealed'> {
  readonly state: SigningKeyState;
}

/**
 * What can be done with the signing keys, by who reaches every organization.
 * @throws AccessDenied; RuleViolation that says what to do instead
 */
export interface SigningKeyAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<SigningKeyView>>;
  get(caller: Caller, kid: string): Promise<SigningKeyView | null>;
  /** Makes a key. The first signs at once; a successor is announced first and signs when that is over. */
  create(caller: Caller, alg?: SigningAlgorithm): Promise<SigningKeyView>;
  /** Lets the announced key sign at once. */
  sign(caller: Caller, kid: string): Promise<SigningKeyView | null>;
  /** Withdraws an announced key. */
  retire(caller: Caller, kid: string): Promise<SigningKeyView | null>;
  /** Ends at once a key and everything it signed. Where it was the one that signs, the announced or a new one does. */
  revoke(caller: Caller, kid: string): Promise<SigningKeyView | null>;
}

export interface SigningKeyAdministrationDependencies {
  readonly store: SigningKeyStore;
  readonly rotation: SigningKeyRotation;
  readonly clock: () => Date;
}

const fields: RowFields<SigningKeyView> = {
  kid: ({ kid }) => kid,
  state: ({ state }) => state,
  algorithm: ({ alg }) => alg,
  source: ({ source }) => source,
  createdAt: ({ announcedAt }) => announcedAt,
  signsFrom: ({ signsFrom }) => signsFrom,
};

function requireReachForKeys(caller: Caller, action: Action): void {
  requireGlobalReach(caller, 'signingkeys', action, 'Signing keys');
}

/** Makes what can be done with the signing keys. */
export function createSigningKeyAdministration(
  dependencies: SigningKeyAdministrationDependencies,
): SigningKeyAdministration {
  const { clock, rotation, store } = dependencies;

  function view({ sealed: _, ...key }: StoredSigningKey): SigningKeyView {
    return { ...key, state: stateOf({ ...key, sealed: null }, clock()) };
  }

  async function find(kid: string): Promise<SigningKeyView | null> {
    const key = (await store.all()).find((each) => each.kid === kid);
    return key === undefined ? null : view(key);
  }

  /** Does something with a key that is there, and shows it afterwards. */
  async function change(caller: Caller, kid: string, work: () => Promise<unknown>): Promise<SigningKeyView | null> {
    requireReachForKeys(caller, 'edit');
    if ((await find(kid)) === null) return null;
    await work();
    return find(kid);
  }

  return {
    async list(caller, query) {
      requireReachForKeys(caller, 'view');
      return pageOf((await store.all()).map(view), fields, query);
    },

    async get(caller, kid) {
      requireReachForKeys(caller, 'view');
      return find(kid);
    },

    async create(caller, alg) {
      requireReachForKeys(caller, 'create');
      return view(await rotation.rotate(caller, { alg }));
    },

    sign: (caller, kid) => change(caller, kid, () => rotation.rotate(caller, { now: true, kid })),
    retire: (caller, kid) => change(caller, kid, () => rotation.retire(caller, kid)),
    revoke: (caller, kid) => change(caller, kid, () => rotation.revoke(caller, kid)),
  };
}
