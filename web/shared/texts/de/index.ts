import type { TranslatedTexts } from '../texts.ts';
import { dashboardTexts } from './dashboard.ts';
import { refusalTexts } from './refusals.ts';

/** The texts in German. */
export const de: TranslatedTexts = { dashboard: dashboardTexts, refusals: refusalTexts };
