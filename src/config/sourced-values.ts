/** Where a value comes from; the text names the file with its line, the variable or the flag. */
export interface ValueSource {
  readonly kind: 'default' | 'database' | 'file' | 'environment' | 'flag';
  readonly place: string;
}

/** Values by setting, each with its source; still unchecked. */
export type SourcedValues = ReadonlyMap<string, { readonly value: unknown; readonly source: ValueSource }>;
