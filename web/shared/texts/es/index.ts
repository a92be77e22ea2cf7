import type { TranslatedTexts } from '../texts.ts';
import { dashboardTexts } from './dashboard.ts';
import { refusalTexts } from './refusals.ts';

/** The texts in Spanish. */
export const es: TranslatedTexts = { dashboard: dashboardTexts, refusals: refusalTexts };
