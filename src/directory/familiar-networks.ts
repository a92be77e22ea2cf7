/** Remembers from where people have signed in rightfully. */
export interface FamiliarNetworks {
  has(account: string, network: string): boolean;
  add(account: string, network: string): void;
}

/** Makes a memory of this process for `most` pairs of account and network; the oldest is forgotten first. */
export function createFamiliarNetworks(most: number): FamiliarNetworks {
  const pairs = new Set<string>();
  const pairOf = (account: string, network: string) => `${account} ${network}`;
  return {
    has: (account, network) => pairs.has(pairOf(account, network)),
    add(account, network) {
      const pair = pairOf(account, network);
      pairs.delete(pair);
      pairs.add(pair);
      for (const oldest of pairs) {
        if (pairs.size <= most) break;
        pairs.delete(oldest);
      }
    },
  };
}
