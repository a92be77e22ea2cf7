import type { ErrorWordsByCode } from '../../error-help.ts';

/** What every error code means and what to do about it, in Spanish. */
export const errorHelpEs: ErrorWordsByCode = {
  invalid_request: {
    meaning:
      'La solicitud está mal formada: falta algo, está repetido, es de otro tipo o se ha enviado de dos maneras.',
    causes: [
      'Los parámetros llegan en un tipo de contenido distinto de formulario o JSON, o un valor JSON no es un texto.',
      'Falta un parámetro o aparece dos veces: también las credenciales del cliente, una vez en la cabecera y otra en el cuerpo.',
      'En el punto de autorización: falta PKCE, o una opción tiene un valor que aquí no se conoce.',
    ],
    todo: [
      'Envíe una solicitud POST con un formulario (application/x-www-form-urlencoded) o un objeto JSON (application/json).',
      'Envíe cada parámetro una sola vez, como texto, y autentíquese con la cabecera Authorization o en el cuerpo, pero no de ambas formas.',
      'La descripción de la respuesta dice qué estaba mal.',
    ],
  },
  invalid_client: {
    meaning:
      'No se pudo autenticar la aplicación, o no se puede usar en este momento. La respuesta es la misma en todos los casos.',
    causes: [
      'El secreto ha caducado o se retiró, se copió con un espacio o un salto de línea, o es de otra aplicación.',
      'Una aplicación confidencial no envió ningún secreto, o una pública envió uno.',
      'La aplicación se desactivó o se eliminó, o su propietario o su organización están deshabilitados.',
    ],
    todo: [
      'Compare el Client ID con el de la página de la aplicación y compruebe que el secreto se copió entero.',
      'Un secreto se muestra una sola vez. Si se ha perdido, añada uno nuevo y retire el anterior.',
      'Compruebe que la aplicación está activa y que su propietario y su organización están habilitados.',
    ],
  },
  invalid_grant: {
    meaning:
      'Lo que se quería cambiar por un token no es válido (o ya no lo es): una contraseña, un token de actualización o un código.',
    causes: [
      'Un código se canjeó dos veces, demasiado tarde, desde otra aplicación, o con otro redirect_uri o code_verifier.',
      'Dos procesos comparten un token de actualización: el segundo tiene uno antiguo.',
      'Una contraseña no es correcta, o la persona no puede actuar en la organización de la aplicación.',
    ],
    todo: [
      'Contraseña: compruebe el nombre (nombre de usuario o correo en el back-office, correo en la tienda) y la contraseña.',
      'Token de actualización: use el más reciente; cada uno sirve una vez. Si uno antiguo volvió más tarde, toda la cadena ha terminado: inicie sesión de nuevo.',
      'Un cambio de contraseña, o una aplicación o persona desactivada, pone fin a lo que se emitió antes.',
    ],
  },
  unauthorized_client: {
    meaning: 'La aplicación no se creó para este tipo de concesión.',
    causes: [
      'La aplicación se creó para otros tipos de concesión; estos nunca cambian.',
      'Una aplicación pública pidió client_credentials.',
    ],
    todo: ['Use el tipo de concesión que figura en la página de la aplicación, o cree otra aplicación para este.'],
  },
  unsupported_grant_type: {
    meaning: 'Este servidor no conoce el tipo de concesión, o está desactivado.',
    causes: [
      'El nombre está mal escrito, por ejemplo client-credentials.',
      'Un administrador ha desactivado el tipo de concesión.',
    ],
    todo: ['Consulte grant_types_supported en /.well-known/oauth-authorization-server.'],
  },
  invalid_scope: {
    meaning: 'El alcance (scope) está mal formado, es desconocido o es más de lo que la aplicación puede pedir.',
    causes: [
      'Los nombres están separados por comas en lugar de espacios.',
      'La aplicación se limitó a solo lectura o a ciertos alcances, o su propietario o usuario perdió un derecho.',
      'El alcance pertenece al otro lado o a otra API.',
    ],
    todo: [
      'Omita scope para obtener todo lo que la aplicación tiene permitido.',
      'En otro caso, pida solo alcances que cubran la aplicación y los derechos de su propietario (o usuario).',
    ],
  },
  invalid_target: {
    meaning: 'El recurso solicitado está mal formado, o no es una API para la que la aplicación pueda tener tokens.',
    causes: [
      'El recurso difiere del identificador registrado, aunque solo sea por una barra al final.',
      'La API no se permitió a la aplicación, o es del otro lado.',
    ],
    todo: [
      'Omita resource para obtener un token para la API propia de este servidor, del lado de la aplicación.',
      'En otro caso, indique una API registrada, exactamente por su identificador; un administrador debe permitirla a la aplicación.',
      'Lo que se concedió para una API no se puede renovar para otra.',
    ],
  },
  access_denied: {
    meaning: 'La persona eligió «Cancelar».',
    causes: ['La persona no conoce la aplicación, o cree que pide demasiado.'],
    todo: ['Explique en su aplicación para qué se necesita el acceso y permita que la persona lo intente de nuevo.'],
  },
  unsupported_response_type: {
    meaning: 'El punto de autorización entrega códigos y nada más.',
    causes: ['La aplicación usa el flujo implícito (token) o uno híbrido, que no son seguros y no se ofrecen.'],
    todo: ['Envíe response_type=code, con PKCE (code_challenge y code_challenge_method=S256).'],
  },
  login_required: {
    meaning: 'La solicitud decía prompt=none, pero nadie ha iniciado sesión.',
    causes: [
      'La sesión ha terminado, o el navegador no guarda cookies de este servidor.',
      'max_age exige un inicio de sesión más reciente.',
    ],
    todo: ['Envíe a la persona al punto de autorización sin prompt=none.'],
  },
  consent_required: {
    meaning: 'La solicitud decía prompt=none, pero la persona no ha dado su consentimiento a todo el alcance.',
    causes: ['La aplicación pide más que antes, la persona ha retirado su consentimiento, o la aplicación es pública.'],
    todo: ['Envíe a la persona al punto de autorización sin prompt=none.'],
  },
  interaction_required: {
    meaning:
      'La solicitud decía prompt=none, pero quien ha iniciado sesión no pertenece a la organización de la aplicación.',
    causes: ['La persona ha iniciado sesión en este servidor, pero trabaja en otra organización.'],
    todo: ['Envíe a la persona al punto de autorización sin prompt=none, para que inicie sesión con otra cuenta.'],
  },
  request_not_supported: {
    meaning: 'La solicitud llegó como objeto firmado (parámetro request).',
    causes: ['La biblioteca del cliente estaba configurada para solicitudes firmadas (JAR).'],
    todo: ['Envíe los parámetros en la consulta del punto de autorización.'],
  },
  request_uri_not_supported: {
    meaning: 'La solicitud debía recogerse en otro lugar (parámetro request_uri). Este servidor no recoge nada.',
    causes: ['La biblioteca del cliente estaba configurada para solicitudes depositadas o referidas (PAR, JAR).'],
    todo: ['Envíe los parámetros en la consulta del punto de autorización.'],
  },
  invalid_token: {
    meaning: 'El token de acceso falta, está mal formado, ha caducado, está revocado o es para otra API.',
    causes: [
      'El token ha superado su duración.',
      'Se revocó, o ha cambiado aquello en lo que se basa: la aplicación, la persona o la organización.',
      'Se envió un token del back-office a la tienda, o al revés.',
    ],
    todo: [
      'Obtenga un token nuevo. Si no se configura otra cosa, los tokens de acceso duran una hora.',
      'Los tokens del back-office y de la tienda no son intercambiables.',
    ],
  },
  insufficient_scope: {
    meaning: 'El token es válido, pero no lleva el alcance que esta llamada necesita.',
    causes: ['El token se pidió con un alcance reducido, o la aplicación se ha limitado desde entonces.'],
    todo: ['Obtenga un token con el alcance que indica la respuesta; la aplicación debe tenerlo permitido.'],
  },
  server_error: {
    meaning:
      'El servidor no está configurado por completo. «The encryption key does not exist.» significa que no tiene clave de firma.',
    causes: ['Todavía no se ha generado ninguna clave de firma, o la última se retiró por una emergencia.'],
    todo: ['Avise a su administrador. En el servidor: «grantry doctor» indica la orden que lo soluciona.'],
  },
  temporarily_unavailable: {
    meaning: 'Ha habido demasiados intentos, o el servidor no puede responder en este momento.',
    causes: [
      'Desde una misma red llegaron demasiadas credenciales o contraseñas erróneas, o tokens desconocidos.',
      'No se puede acceder a la base de datos, o el servidor está arrancando o deteniéndose.',
    ],
    todo: ['Espere los segundos que indica la cabecera Retry-After e inténtelo de nuevo.'],
  },
};
