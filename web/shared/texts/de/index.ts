import type { TranslatedTexts } from '../texts.ts';
import { accountTexts } from './account.ts';
import { auditTexts } from './audit.ts';

/** The texts in German. */
export const de: TranslatedTexts = {
  account: accountTexts,
  audit: auditTexts,
  lists: { moreThan: 'Mehr als {{total}} Einträge' },
};
