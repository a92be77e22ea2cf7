import type { TranslatedTexts } from '../texts.ts';

/** The texts in German. */
export const de: TranslatedTexts = {};
