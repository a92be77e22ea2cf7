import { RuleViolation } from '../access/rule-violation.ts';
import { ConfigError } from '../config/config-error.ts';

/** A command that cannot do what it was asked, with one sentence that says why and what to do. */
export class CommandFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandFailure';
  }
}

/** A command that was called the wrong way. */
export class UsageMistake extends CommandFailure {
  constructor(message: string) {
    super(message);
    this.name = 'UsageMistake';
  }
}

/** The exit code of a command that was called the wrong way; what fails otherwise ends with 1. */
export const usageExitCode = 2;

/** One readable line (or list) for whatever went wrong; never a stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CommandFailure) return error.message;
  if (error instanceof RuleViolation) {
    return error.violations.map(({ field, message }) => (field === null ? message : `${field}: ${message}`)).join('\n');
  }
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** Wraps the action of a command: what goes wrong is one line on the error output, and the exit code 1 or 2. */
export function asAction<Arguments extends unknown[]>(action: (...given: Arguments) => Promise<void>) {
  return async (...given: Arguments): Promise<void> => {
    try {
      await action(...given);
    } catch (error) {
      console.error(describeFailure(error));
      process.exitCode = error instanceof UsageMistake ? usageExitCode : 1;
    }
  };
}
