import type { TranslatedTexts } from '../texts.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in German. */
export const de: TranslatedTexts = {
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
};
