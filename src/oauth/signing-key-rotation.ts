import type { Caller } from '../access/caller.ts';
import type { SigningAlgorithm } from './signing-key.ts';
import {
  decideFirst,
  decideReplacement,
  decideRetirement,
  decideRevocation,
  decideRotation,
  decideSweep,
  decideTokenLifetime,
  isRotationDue,
  requireKey,
  type SigningKeyTerms,
  type Succession,
} from './signing-key-decisions.ts';
import type { NewSigningKey, SigningKeyDecision, SigningKeyStore, StoredSigningKey } from './signing-key-life.ts';

/** How keys are made and how long they do what. Asked for each time, since it can change at any moment. */
export interface SigningKeySettings {
  /** The algorithm of new keys where none is said. */
  readonly algorithm: SigningAlgorithm;
  /** Seconds that an access token is good. */
  readonly tokenLifetime: number;
  /** Seconds between the announcement of a key and its first signature. */
  readonly announceFor: number;
  /** Seconds after which a key gets a successor by itself; 0 for never. */
  readonly rotateEvery: number;
}

export interface SigningKeyRotationDependencies {
  readonly store: SigningKeyStore;
  /** Makes a key pair; an RSA one takes up to a second. */
  readonly generate: (alg: SigningAlgorithm) => Promise<NewSigningKey>;
  readonly clock: () => Date;
  readonly settings: () => SigningKeySettings;
}

/**
 * What can be done with the signing keys. Reach is not asked for: whoever gets here was let in before.
 * @throws RuleViolation that says what to do instead.
 */
export interface SigningKeyRotation {
  /** Takes a key into use that signs at once, where none signs or will. Null where one does, or the key was here before. */
  insertFirst(caller: Caller, key: NewSigningKey): Promise<StoredSigningKey | null>;
  /** Takes a key into use at once and ends every other with all it signed. */
  replaceAll(caller: Caller, key: NewSigningKey): Promise<StoredSigningKey>;
  /** Announces a successor of the key that signs. With `now`, it signs at once; one announced already does then. */
  rotate(caller: Caller, succession?: Succession): Promise<StoredSigningKey>;
  /** Withdraws an announced key. One that has retired already is given back as it is. */
  retire(caller: Caller, kid: string): Promise<StoredSigningKey>;
  /** Ends at once a key and everything it signed. Where it was the one that signs, the announced or a new one does. */
  revoke(caller: Caller, kid: string): Promise<StoredSigningKey>;
  /** Announces a successor that is due, forgets private keys that sign no more, and deletes what has ended. */
  upkeep(caller: Caller): Promise<void>;
  /**
   * Notes how many seconds access tokens are good, the present lifetime where left out, so that a later, shorter one
   * does not cut them off.
   */
  noteTokenLifetime(caller: Caller, tokenLifetime?: number): Promise<void>;
}

/** Makes what can be done with the signing keys. Keys are made before the database waits for the decision. */
export function createSigningKeyRotation(dependencies: SigningKeyRotationDependencies): SigningKeyRotation {
  const { clock, generate, settings, store } = dependencies;
  const termsFor = (caller: Caller): SigningKeyTerms => ({ caller, now: clock(), ...settings() });

  type Decide<Result> = (keys: readonly StoredSigningKey[], terms: SigningKeyTerms) => SigningKeyDecision<Result>;

  const change = <Result>(caller: Caller, decide: Decide<Result>): Promise<Result> =>
    store.change((keys) => decide(keys, termsFor(caller)));

  /** Looks first, so that nobody is kept waiting where nothing is to be done. */
  async function changeIfNeeded(caller: Caller, decide: Decide<void>): Promise<void> {
    if (decide(await store.all(), termsFor(caller)).keys.length > 0) await change(caller, decide);
  }

  return {
    insertFirst: (caller, made) => change(caller, (keys, terms) => decideFirst(keys, terms, made)),
    replaceAll: (caller, made) => change(caller, (keys, terms) => decideReplacement(keys, terms, made)),
    async rotate(caller, succession = {}) {
      const made = await generate(succession.alg ?? settings().algorithm);
      return change(caller, (keys, terms) => decideRotation(keys, terms, made, succession));
    },
    retire: (caller, kid) => change(caller, (keys, terms) => decideRetirement(keys, terms, kid)),
    async revoke(caller, kid) {
      requireKey(await store.all(), kid);
      const spare = await generate(settings().algorithm);
      return change(caller, (keys, terms) => decideRevocation(keys, terms, kid, spare));
    },
    async upkeep(caller) {
      const { rotateEvery } = settings();
      if (isRotationDue(await store.all(), termsFor(caller), rotateEvery)) {
        const made = await generate(settings().algorithm);
        await change<unknown>(caller, (keys, terms) =>
          isRotationDue(keys, terms, rotateEvery)
            ? decideRotation(keys, terms, made, {})
            : { keys: [], events: [], result: null },
        );
      }
      await changeIfNeeded(caller, decideSweep);
      await changeIfNeeded(caller, decideTokenLifetime);
    },
    noteTokenLifetime: (caller, tokenLifetime = settings().tokenLifetime) =>
      changeIfNeeded(caller, (keys, terms) => decideTokenLifetime(keys, { ...terms, tokenLifetime })),
  };
}
