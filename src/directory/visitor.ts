/** An anonymous guest of a storefront. Its id lives in its token; a row exists once it has done something. */
export interface Visitor {
  readonly id: string;
  readonly organizationId: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface VisitorStore {
  /** Writes the row on the first call and notes the time on later ones (at most once a minute). */
  seen(id: string, organizationId: string): Promise<Visitor>;
}
