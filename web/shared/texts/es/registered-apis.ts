import type { Texts } from '../texts.ts';

/** The Spanish texts about registered APIs. */
export const registeredApiTexts: Texts['registeredApis'] = {
  title: 'API registradas',
  add: 'Registrar una API',
  empty: 'Todavía no hay ninguna API registrada.',
  emptyHint: 'Registre una API propia para que las aplicaciones puedan obtener tokens para ella.',
  columns: { name: 'Nombre', identifier: 'Identificador', side: 'Para aplicaciones de', createdAt: 'Creada' },
  configured: 'Figura en la configuración del servidor y solo se cambia allí',
  identifierHint: 'La URI que sus tokens nombran como destinataria. No se puede cambiar más adelante.',
  scopes: 'Ámbitos',
  scopesHint: 'Lo que se puede permitir a las aplicaciones, con la frase que las personas leen antes de consentir.',
  scope: 'Ámbito {{number}}',
  sentence: 'Frase sobre el ámbito {{number}}',
  addScope: 'Añadir un ámbito',
  removeScope: 'Quitar el ámbito {{number}}',
  secret: 'Secreto',
  copySecret: 'Copiar el secreto',
  secretOf: 'El secreto de {{name}}',
  secretHint: 'Con él la API pregunta al punto de introspección si un token es válido.',
  renew: 'Secreto nuevo',
  renewTitle: '¿Crear un secreto nuevo para {{name}}?',
  renewEffect: 'El secreto anterior termina de inmediato: hasta que la API use el nuevo, no puede comprobar tokens.',
  deleteTitle: '¿Eliminar {{name}}?',
  deleteEffect:
    'Las aplicaciones ya no obtienen tokens para ella y su secreto termina de inmediato. Esta acción no se puede deshacer.',
};
