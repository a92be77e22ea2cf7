import type { MailWords } from './template-words.ts';

const notYou = 'Si no lo esperaba, desactive la aplicación y avise a su administrador.';

/** Spanish. */
export const es: MailWords = {
  greeting: 'Hola{% if recipient.name %}, {{ recipient.name }}{% endif %}:',
  templates: {
    'application.created': {
      subject: 'Se ha creado la aplicación OAuth «{{ application.name }}»',
      title: 'Se ha creado una aplicación OAuth',
      body: [
        'Se ha creado la aplicación OAuth «{{ application.name }}». Puede actuar en su nombre dentro de los límites de su acceso.',
      ],
      advice: notYou,
    },
    'application.activated': {
      subject: 'Se ha activado la aplicación OAuth «{{ application.name }}»',
      title: 'Se ha activado una aplicación OAuth',
      body: ['Se ha activado la aplicación OAuth «{{ application.name }}». Puede volver a obtener tokens de acceso.'],
      advice: notYou,
    },
    'application.deactivated': {
      subject: 'Se ha desactivado la aplicación OAuth «{{ application.name }}»',
      title: 'Se ha desactivado una aplicación OAuth',
      body: [
        'Se ha desactivado la aplicación OAuth «{{ application.name }}». Lo que se le había emitido ha terminado y ya no obtiene tokens de acceso.',
      ],
      advice: 'Si no lo esperaba, consulte a su administrador.',
    },
    'application.deleted': {
      subject: 'Se ha eliminado la aplicación OAuth «{{ application.name }}»',
      title: 'Se ha eliminado una aplicación OAuth',
      body: [
        'Se ha eliminado la aplicación OAuth «{{ application.name }}». Lo que se le había emitido ha terminado definitivamente.',
      ],
      advice: 'Si no lo esperaba, consulte a su administrador.',
    },
    'application.secret-added': {
      subject: 'Se ha añadido un secreto a «{{ application.name }}»',
      title: 'Se ha añadido un secreto',
      body: ['Se ha añadido el secreto «{{ secret.name }}» a la aplicación OAuth «{{ application.name }}».'],
      advice: 'Si no lo esperaba, retire el secreto y avise a su administrador.',
    },
    'application.secret-expiring': {
      subject:
        'Un secreto de «{{ application.name }}» caduca {% if secret.days == "1" %}mañana{% else %}en {{ secret.days }} días{% endif %}',
      title: 'Un secreto caduca pronto',
      body: [
        'El secreto «{{ secret.name }}» de la aplicación OAuth «{{ application.name }}» caduca el {{ secret.expires }}. A partir de entonces, la aplicación no obtendrá tokens de acceso con él.',
        'Añada un secreto nuevo, haga que la aplicación lo utilice y después retire el antiguo.',
      ],
    },
    'application.secret-used-after-expiry': {
      subject: 'Un secreto caducado de «{{ application.name }}» sigue en uso',
      title: 'Un secreto caducado sigue en uso',
      body: [
        'La aplicación OAuth «{{ application.name }}» intentó obtener un token de acceso con el secreto caducado «{{ secret.name }}» y fue rechazada.',
        'Añada un secreto nuevo y haga que la aplicación lo utilice.',
      ],
      advice: 'Si la dirección no es una de las suyas, avise a su administrador.',
    },
    'application.secret-retired': {
      subject: 'Se ha retirado un secreto de «{{ application.name }}»',
      title: 'Se ha retirado un secreto',
      body: [
        'Se ha retirado el secreto «{{ secret.name }}» de la aplicación OAuth «{{ application.name }}» y ya no es válido.',
      ],
      advice: 'Si no lo esperaba, avise a su administrador.',
    },
    'application.network-new': {
      subject: '«{{ application.name }}» se ha utilizado desde una red nueva',
      title: 'Uso desde una red nueva',
      body: [
        'La aplicación OAuth «{{ application.name }}» ha obtenido un token de acceso desde una red desde la que no se había utilizado antes.',
      ],
      advice: 'Si no conoce la dirección, retire el secreto de la aplicación y añada uno nuevo.',
    },
    'refresh-token.reused': {
      subject: 'El acceso de «{{ application.name }}» se ha interrumpido por su seguridad',
      title: 'Un token de actualización se ha utilizado dos veces',
      body: [
        'Un token de actualización de la aplicación OAuth «{{ application.name }}» se ha utilizado por segunda vez. Es posible que alguien lo haya copiado, por lo que ha terminado todo lo que se había emitido con él.',
        'Para continuar, inicie sesión de nuevo en la aplicación.',
      ],
      advice: 'Si vuelve a ocurrir, avise a su administrador.',
    },
    'password.changed': {
      subject: 'Se ha cambiado su contraseña',
      title: 'Se ha cambiado su contraseña',
      body: [
        'Se ha cambiado la contraseña de su cuenta en {{ server.name }}. Su sesión se ha cerrado en todas partes.',
      ],
      advice: 'Si no lo esperaba, avise de inmediato a su administrador.',
    },
    'mail-template.failed': {
      subject: 'La plantilla de correo {{ template.name }} ({{ template.language }}) no funciona',
      title: 'Una plantilla de correo no funciona',
      body: [
        'No se ha podido utilizar una plantilla de correo modificada. El mensaje se ha enviado con la plantilla original. Corrija la plantilla o restablézcala.',
      ],
    },
    digest: {
      subject: '{{ digest.count }} mensajes más de {{ server.name }}',
      title: '{{ digest.count }} mensajes más',
      body: [
        'Han ocurrido tantas cosas en poco tiempo que las resumimos aquí en lugar de enviarle un mensaje por cada una.',
      ],
      advice: 'Si no lo esperaba, avise a su administrador.',
    },
  },
  labels: {
    application: 'Aplicación',
    clientId: 'ID de cliente',
    organization: 'Organización',
    owner: 'Propietario',
    actor: 'Por',
    time: 'Cuándo',
    origin: 'Desde',
    secret: 'Secreto',
    expires: 'Caduca el',
    template: 'Plantilla',
    language: 'Idioma',
    problem: 'Problema',
  },
  button: 'Abrir su perfil',
  footer: 'Este mensaje lo ha enviado automáticamente {server}.',
  values: { server: 'El servidor', commandLine: 'La línea de comandos' },
};
