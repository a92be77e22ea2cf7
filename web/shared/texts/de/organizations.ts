import type { Texts } from '../texts.ts';

/** The German texts about organizations. */
export const organizationTexts: Texts['organizations'] = {
  title: 'Organisationen',
  one: 'Organisation',
  name: 'Name',
  create: 'Organisation anlegen',
  empty: 'Es gibt noch keine Organisationen.',
  global: 'Global',
  globalHint:
    'Wer in ihr arbeitet, darf die anderen Organisationen sehen und wählen, soweit die Rolle reicht. Das steht danach fest.',
  globalEffect: 'Ja: Wer in ihr arbeitet, darf die anderen sehen und wählen',
  localEffect: 'Nein: Wer in ihr arbeitet, sieht nur, was zu ihr gehört',
  yes: 'Ja',
  no: 'Nein',
  enableEffect:
    'In ihr kann wieder gearbeitet werden, auch von ihren OAuth-Anwendungen. Beendete Sitzungen und Token bleiben beendet.',
  disableEffect:
    'Niemand kann mehr in ihr handeln: weder ihre Benutzer noch ihre Kunden noch deren OAuth-Anwendungen. Alle Sitzungen und Token in ihr enden sofort und endgültig.',
};

/** The German texts about customers. */
export const customerTexts: Texts['customers'] = {
  title: 'Kunden',
  one: 'Kunde',
  create: 'Kunden anlegen',
  empty: 'Es gibt noch keine Kunden.',
  emptyHint: 'Kunden sind die Unternehmen, die einkaufen. Ihre Leute melden sich im Storefront an.',
  enableEffect:
    'Seine Kundenbenutzer können sich wieder anmelden und handeln. Beendete Sitzungen und Token bleiben beendet.',
  disableEffect:
    'Keiner seiner Kundenbenutzer kann sich mehr anmelden. Alle ihre Sitzungen und Token und die ihrer OAuth-Anwendungen enden sofort und endgültig.',
  deleteEffect: 'Er wird endgültig gelöscht. Das wird abgelehnt, solange er Kundenbenutzer hat.',
};
