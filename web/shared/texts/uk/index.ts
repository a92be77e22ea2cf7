import type { TranslatedTexts } from '../texts.ts';
import { accountTexts } from './account.ts';
import { auditTexts } from './audit.ts';

/** The texts in Ukrainian. */
export const uk: TranslatedTexts = {
  account: accountTexts,
  audit: auditTexts,
  lists: { moreThan: 'Понад {{total}} записів' },
};
