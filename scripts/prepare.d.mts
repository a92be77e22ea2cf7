export const root: string;
/** Makes a checkout ready to run: dependencies by the lock file and a build, each only when something changed. */
export function prepare(): void;
