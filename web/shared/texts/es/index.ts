import type { TranslatedTexts } from '../texts.ts';
import { accountTexts } from './account.ts';
import { auditTexts } from './audit.ts';

/** The texts in Spanish. */
export const es: TranslatedTexts = {
  account: accountTexts,
  audit: auditTexts,
  lists: { moreThan: 'Más de {{total}} entradas' },
};
