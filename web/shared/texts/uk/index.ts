import type { TranslatedTexts } from '../texts.ts';

/** The texts in Ukrainian. */
export const uk: TranslatedTexts = {};
