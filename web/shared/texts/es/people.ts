import type { Texts } from '../texts.ts';

/** The Spanish texts about people with an account. */
export const peopleTexts: Texts['people'] = {
  facts: 'General',
  edit: 'Editar {{name}}',
  nobody: 'Aquí todavía no hay nadie.',
  users: { title: 'Usuarios', create: 'Crear usuario', empty: 'Todavía no hay usuarios.' },
  customerUsers: { title: 'Usuarios de clientes', create: 'Crear usuario de cliente' },
  company: {
    title: 'Personas',
    create: 'Añadir persona',
    applications: 'Aplicaciones OAuth de la empresa',
    noApplications: 'Nadie de su empresa tiene todavía una aplicación OAuth.',
  },
  fields: {
    username: 'Nombre de usuario',
    usernameHint: 'Se puede iniciar sesión con él o con el correo electrónico.',
    name: 'Nombre',
    email: 'Correo electrónico',
    firstName: 'Nombre de pila',
    lastName: 'Apellidos',
    locale: 'Idioma',
    localeHint: 'El idioma de las páginas y los correos para esta persona.',
    password: 'Contraseña',
    enabled: 'Habilitado',
    enabledHint: 'Indica si esta persona puede iniciar sesión y actuar.',
    createdAt: 'Creación',
    updatedAt: 'Último cambio',
  },
  status: { label: 'Estado', enabled: 'Habilitado', disabled: 'Deshabilitado' },
  menu: {
    view: 'Ver',
    edit: 'Editar',
    resetPassword: 'Restablecer contraseña',
    enable: 'Habilitar',
    disable: 'Deshabilitar',
    delete: 'Eliminar',
  },
  password: {
    title: '¿Restablecer la contraseña de {{name}}?',
    effect:
      'La contraseña anterior deja de funcionar. Todas las sesiones y los tokens de esta persona terminan de inmediato, también los de sus aplicaciones OAuth.',
    new: 'Nueva contraseña',
    hint: 'Se rechaza lo que sea demasiado corto o fácil de adivinar; 256 caracteres como máximo.',
    firstHint:
      'Se rechaza lo que sea demasiado corto o fácil de adivinar. Sin contraseña, la persona no puede iniciar sesión hasta que se establezca una.',
    generate: 'Generar una contraseña',
    show: 'Mostrar la contraseña',
    copy: 'Copiar la contraseña',
    once: 'La nueva contraseña de {{name}}. Solo se muestra aquí y una sola vez: comuníquela por un medio seguro.',
    passedOn: 'La he guardado',
  },
  memberships: {
    title: 'Organizaciones y roles',
    of: 'Organizaciones y roles de {{name}}',
    edit: 'Editar organizaciones y roles',
    effect: 'Los cambios se aplican de inmediato. Quien deja una organización ya no puede actuar en ella.',
    add: 'Añadir organización',
    remove: 'Quitar esta organización',
    lost: 'Qué ocurre con las aplicaciones OAuth de las organizaciones que se dejan',
  },
  applications: {
    none: 'No hay aplicaciones OAuth.',
    owner: 'Propietario',
    lastUse: 'Último uso',
    never: 'Nunca',
  },
  leaving: {
    none: 'Ninguna aplicación OAuth se ve afectada.',
    effect_one:
      'Se desactivará {{count}} aplicación OAuth activa: sus tokens dejan de funcionar de inmediato. Transfiérala antes si debe seguir funcionando.',
    effect_other:
      'Se desactivarán {{count}} aplicaciones OAuth activas: sus tokens dejan de funcionar de inmediato. Transfiera antes las que deban seguir funcionando.',
    beyondReach_one: 'Hay {{count}} más en una organización a la que usted no tiene acceso.',
    beyondReach_other: 'Hay {{count}} más en organizaciones a las que usted no tiene acceso.',
    refreshTokens: 'Tokens de actualización vigentes',
    handOver: 'Transferir',
    handOverOne: 'Transferir {{name}}',
  },
  enable: {
    title: '¿Habilitar a {{name}}?',
    effect:
      'Esta persona puede volver a iniciar sesión y actuar. Las sesiones y los tokens que terminaron no se recuperan, y las aplicaciones OAuth desactivadas siguen inactivas hasta que se activen.',
  },
  disable: {
    title: '¿Deshabilitar a {{name}}?',
    effect:
      'Esta persona ya no puede iniciar sesión. Todas sus sesiones y sus tokens terminan de inmediato y de forma definitiva.',
  },
  delete: {
    title: '¿Eliminar a {{name}}?',
    effect:
      'Esta persona ya no puede iniciar sesión, y todas sus sesiones y sus tokens terminan de inmediato. No se puede deshacer; el registro de auditoría conserva lo que hizo.',
  },
  changed: {
    created: 'Se ha creado {{name}}.',
    saved: 'Se han guardado los cambios de {{name}}.',
    enabled: 'Se ha habilitado {{name}}.',
    disabled: 'Se ha deshabilitado {{name}}.',
    deleted: 'Se ha eliminado {{name}}.',
    password: 'Se ha establecido la contraseña de {{name}}.',
  },
};
