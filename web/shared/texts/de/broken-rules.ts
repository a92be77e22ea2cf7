import type { Texts } from '../texts.ts';

/** The German texts about what the API refuses: by the rule that is broken, or by the code of the error. */
export const ruleTexts: Texts['brokenRules'] = {
  rules: {
    required: 'Diese Angabe wird benötigt.',
    too_long: 'Höchstens {{most}} Zeichen.',
    one_line: 'Eine Zeile ohne Steuerzeichen.',
    unicode: 'Nur gültiger Unicode-Text.',
    email: 'Eine E-Mail-Adresse sieht aus wie name@example.com.',
    username: 'Nur Buchstaben, Ziffern und die Zeichen . _ + @ -',
    password_length: '{{least}} bis {{most}} Zeichen.',
    password_told: 'Das Passwort darf nicht der Name oder die E-Mail-Adresse sein.',
    password_wrong: 'Das aktuelle Passwort ist falsch.',
    taken: 'Das ist bereits vergeben. Wählen Sie etwas anderes.',
  },
  codes: {
    changed:
      'Der Stand hat sich geändert, seit Sie ihn gelesen haben. Laden Sie die Seite neu und entscheiden Sie noch einmal.',
    forbidden: 'Das dürfen Sie nicht.',
    not_found: 'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
    too_many_attempts: 'Es gab zu viele Versuche. Warten Sie, bevor Sie es noch einmal versuchen.',
    unavailable: 'Der Server kann gerade nicht antworten. Versuchen Sie es in Kürze noch einmal.',
    internal: 'Auf dem Server ist etwas schiefgegangen. Es wurde festgehalten.',
  },
};
