export interface TestPostgres {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export function tryStartTestPostgres(settings?: readonly string[]): Promise<TestPostgres | { readonly reason: string }>;

export function startTestPostgres(settings?: readonly string[]): Promise<TestPostgres | null>;
