/** One thing that is wrong with the configuration, and where. */
export interface ConfigProblem {
  /** The setting, as far as it can be told: `tokens.accessTokenLifetime`. */
  readonly setting: string;
  readonly message: string;
  /** The file with line and column, or the variable or flag. */
  readonly place: string;
}

/** Everything that is wrong with the configuration at once. Holds no secret value. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ place, setting, message }) => `  ${place}: ${setting === '' ? '' : `${setting}: `}${message}`,
    );
    super(`The configuration is not right:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
