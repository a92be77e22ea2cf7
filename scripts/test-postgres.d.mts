export interface TestPostgres {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export function tryStartTestPostgres(): Promise<TestPostgres | { readonly reason: string }>;

export function startTestPostgres(): Promise<TestPostgres | null>;
