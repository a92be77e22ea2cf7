import type { TranslatedTexts } from '../texts.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in French. */
export const fr: TranslatedTexts = {
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
};
