import type { TranslatedTexts } from '../texts.ts';
import { accountTexts } from './account.ts';
import { auditTexts } from './audit.ts';

/** The texts in French. */
export const fr: TranslatedTexts = {
  account: accountTexts,
  audit: auditTexts,
  lists: { moreThan: 'Plus de {{total}} entrées' },
};
