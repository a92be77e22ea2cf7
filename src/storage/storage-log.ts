/** Where storage tells what it met. A pino logger is one. */
export interface StorageLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
