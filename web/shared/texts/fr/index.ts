import type { TranslatedTexts } from '../texts.ts';
import { dashboardTexts } from './dashboard.ts';
import { refusalTexts } from './refusals.ts';

/** The texts in French. */
export const fr: TranslatedTexts = { dashboard: dashboardTexts, refusals: refusalTexts };
