import type { TranslatedTexts } from '../texts.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in Ukrainian. */
export const uk: TranslatedTexts = {
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
};
