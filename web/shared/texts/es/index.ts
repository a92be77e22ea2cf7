import type { TranslatedTexts } from '../texts.ts';

/** The texts in Spanish. */
export const es: TranslatedTexts = {};
