import type { TranslatedTexts } from '../texts.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in Spanish. */
export const es: TranslatedTexts = {
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
};
