import type { TranslatedTexts } from '../texts.ts';
import { dashboardTexts } from './dashboard.ts';
import { refusalTexts } from './refusals.ts';

/** The texts in Ukrainian. */
export const uk: TranslatedTexts = { dashboard: dashboardTexts, refusals: refusalTexts };
