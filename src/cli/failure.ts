import { RuleViolation } from '../access/rule-violation.ts';
import { ConfigError } from '../config/config-error.ts';

/** A command that cannot do what it was asked, with one sentence that says why and what to do. */
export class CommandFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandFailure';
  }
}

/** One readable line (or list) for whatever went wrong; never a stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CommandFailure) return error.message;
  if (error instanceof RuleViolation) {
    return error.violations.map(({ field, message }) => (field === null ? message : `${field}: ${message}`)).join('\n');
  }
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** Wraps the action of a command: what goes wrong is one line on the error output and the exit code 1. */
export function asAction<Arguments extends unknown[]>(action: (...given: Arguments) => Promise<void>) {
  return async (...given: Arguments): Promise<void> => {
    try {
      await action(...given);
    } catch (error) {
      console.error(describeFailure(error));
      process.exitCode = 1;
    }
  };
}
