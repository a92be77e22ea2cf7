import type { Texts } from '../texts.ts';

/** The French texts about what the API refuses: by the rule that is broken, or by the code of the error. */
export const ruleTexts: Texts['brokenRules'] = {
  rules: {
    required: 'Cette information est obligatoire.',
    too_long: '{{most}} caractères au maximum.',
    one_line: 'Une seule ligne, sans caractères de contrôle.',
    unicode: 'Uniquement du texte Unicode valide.',
    email: 'Une adresse e-mail ressemble à name@example.com.',
    username: 'Uniquement des lettres, des chiffres et les caractères . _ + @ -',
    password_length: 'De {{least}} à {{most}} caractères.',
    password_told: 'Le mot de passe ne doit pas être le nom ni l’adresse e-mail.',
    password_wrong: 'Le mot de passe actuel est incorrect.',
    taken: 'Déjà utilisé. Choisissez autre chose.',
  },
  codes: {
    changed: 'Les données ont changé depuis que vous les avez lues. Rechargez la page et décidez de nouveau.',
    forbidden: 'Vous n’êtes pas autorisé à faire cela.',
    not_found: 'Cet élément n’existe pas, ou vous ne pouvez pas le voir.',
    too_many_attempts: 'Il y a eu trop de tentatives. Patientez avant de réessayer.',
    unavailable: 'Le serveur ne peut pas répondre pour le moment. Réessayez dans un instant.',
    internal: 'Une erreur est survenue sur le serveur. Elle a été consignée.',
  },
};
