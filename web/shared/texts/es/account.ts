import type { Texts } from '../texts.ts';

/** The texts of one's own profile, sessions and connected applications. */
export const accountTexts: Texts['account'] = {
  profile: {
    edit: 'Editar el perfil',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    email: 'Correo electrónico',
    whyPassword:
      'Una nueva dirección de correo requiere su contraseña, ya que los mensajes que reciba podrían dar acceso a alguien.',
    saved: 'Su perfil se ha guardado.',
  },
  password: {
    change: 'Cambiar la contraseña',
    current: 'Contraseña actual',
    password: 'Contraseña nueva',
    again: 'Repita la contraseña nueva',
    toggle: 'Mostrar u ocultar la contraseña',
    rule: 'Como máximo 256 caracteres; cuanto más larga, mejor.',
    differs: 'Las dos contraseñas nuevas no coinciden.',
    effect:
      'Aquí sigue con la sesión iniciada. En todos los demás sitios se cierra, y las aplicaciones a las que dio acceso le pedirán que inicie sesión de nuevo.',
    changed: 'Su contraseña se ha cambiado. Se ha cerrado la sesión en todos los demás sitios.',
  },
  sessions: {
    title: 'Sesiones',
    about:
      'Los navegadores en los que tiene la sesión iniciada. Finalice lo que no reconozca y cambie entonces su contraseña.',
    columns: {
      device: 'Navegador',
      address: 'Dirección',
      started: 'Inicio',
      seen: 'Último uso',
      ends: 'Termina como muy tarde',
    },
    browserOn: '{{browser}} en {{system}}',
    unknown: 'Navegador desconocido',
    current: 'Esta sesión',
    end: 'Finalizar',
    endNamed: 'Finalizar: {{device}}, {{time}}',
    endTitle: '¿Finalizar la sesión en {{device}}?',
    endEffect: 'Allí se cierra la sesión de inmediato. Las aplicaciones a las que dio acceso lo conservan.',
    endOthers: 'Finalizar todas las demás',
    endOthersTitle: '¿Finalizar todas las demás sesiones?',
    endOthersEffect:
      'Aquí sigue con la sesión iniciada y en todos los demás sitios se cierra de inmediato. Las aplicaciones a las que dio acceso lo conservan.',
    ended_one: 'Se ha finalizado {{count}} sesión.',
    ended_other: 'Se han finalizado {{count}} sesiones.',
    empty: 'No tiene la sesión iniciada en ningún otro sitio.',
  },
  connected: {
    title: 'Aplicaciones conectadas',
    about: 'Aplicaciones que usted deja actuar en su nombre. Nunca pueden hacer más de lo que puede usted.',
    columns: {
      name: 'Nombre',
      organization: 'Organización',
      owner: 'A cargo de',
      permissions: 'Qué puede hacer',
      since: 'Desde',
      used: 'Último uso',
    },
    at: 'En {{name}}:',
    nothing: 'Sabe quién es usted y no puede hacer nada.',
    more_one: 'y {{count}} más',
    more_other: 'y {{count}} más',
    nobody: 'Nadie en particular',
    unknown: 'No se sabe',
    revoke: 'Revocar',
    revokeNamed: 'Revocar: {{name}}',
    revokeTitle: '¿Revocar el acceso de {{name}}?',
    revokeEffect:
      'Todo el acceso que {{name}} tiene en su nombre termina de inmediato: lo que hace por usted deja de funcionar. Para volver a usarla, tendrá que darle acceso otra vez.',
    lastUsed: 'Obtuvo acceso por última vez el {{time}}.',
    revoked: '{{name}} ya no tiene acceso.',
    empty: 'Ninguna aplicación actúa en su nombre.',
    emptyHint: 'Cuando una aplicación le pide acceso y usted lo concede, aparece aquí, y puede retirárselo.',
  },
};
