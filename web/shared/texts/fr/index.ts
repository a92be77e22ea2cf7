import type { TranslatedTexts } from '../texts.ts';

/** The texts in French. */
export const fr: TranslatedTexts = {};
