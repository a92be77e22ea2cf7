/** What a browser says of itself, as far as it is known; names are the same in every language. */
export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
}

/** The first that is found counts: many browsers name others too, to be taken for them. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\b(?:Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.* Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b|\biPod\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

function firstOf(known: readonly (readonly [RegExp, string])[], text: string): string | null {
  return known.find(([form]) => form.test(text))?.[1] ?? null;
}

/** Reads a `User-Agent` (RFC 9110 §10.1.5). */
export function readUserAgent(text: string | null): Device {
  return { browser: firstOf(browsers, text ?? ''), system: firstOf(systems, text ?? '') };
}
