import type { Texts } from '../texts.ts';

/** The Spanish texts about what the API refuses: by the rule that is broken, or by the code of the error. */
export const ruleTexts: Texts['brokenRules'] = {
  rules: {
    required: 'Este dato es obligatorio.',
    too_long: '{{most}} caracteres como máximo.',
    one_line: 'Una sola línea, sin caracteres de control.',
    unicode: 'Solo texto Unicode válido.',
    email: 'Una dirección de correo se escribe así: name@example.com.',
    username: 'Solo letras, cifras y los caracteres . _ + @ -',
    password_length: 'De {{least}} a {{most}} caracteres.',
    password_told: 'La contraseña no puede ser el nombre ni el correo electrónico.',
    password_wrong: 'La contraseña actual no es correcta.',
    taken: 'Ya está en uso. Elija otra cosa.',
  },
  codes: {
    changed: 'Los datos han cambiado desde que los leyó. Vuelva a cargar la página y decida de nuevo.',
    forbidden: 'No tiene permiso para hacer esto.',
    not_found: 'No existe, o no tiene permiso para verlo.',
    too_many_attempts: 'Ha habido demasiados intentos. Espere antes de volver a intentarlo.',
    unavailable: 'El servidor no puede responder en este momento. Inténtelo de nuevo en breve.',
    internal: 'Algo ha salido mal en el servidor. Ha quedado registrado.',
  },
};
