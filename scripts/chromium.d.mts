/** What Chromium is started with: no window, and only pages of this machine. */
export const chromiumFlags: string[];
/** The Chromium of the system; undefined where there is none on the path. */
export function findChromium(): string | undefined;
