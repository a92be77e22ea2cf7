import type { Texts } from '../texts.ts';

/** The Spanish texts about refused requests. */
export const refusalTexts: Texts['refusals'] = {
  title: 'Solicitudes rechazadas',
  menu: 'Solicitudes rechazadas',
  introduction:
    'Las últimas solicitudes rechazadas de cada aplicación, con su motivo exacto. Las que son iguales forman una sola entrada. Se conservan 30 días.',
  empty: 'No se ha rechazado ninguna solicitud.',
  only: 'Solo las de {{name}}',
  showAll: 'Mostrar todas',
  unknownApplication: 'Aplicación desconocida',
  columns: {
    at: 'Hora',
    application: 'Aplicación',
    endpoint: 'Punto de acceso',
    code: 'Código de error',
    reason: 'Motivo',
  },
  endpoints: {
    token: 'Token',
    authorization: 'Autorización',
    introspection: 'Introspección',
    revocation: 'Revocación',
  },
  after: 'Desde',
  times_one: '{{count}} vez',
  times_many: '{{count}} veces',
  times_other: '{{count}} veces',
  details: 'Detalles',
  dialog: 'Solicitud rechazada',
  why: 'Por qué',
  todo: 'Qué hacer',
  aboutCode: 'Qué significa {{code}}',
  since: 'Desde',
  address: 'Dirección',
  requestId: 'ID de la solicitud',
  request: 'La solicitud',
  requestHint: 'Lo que puede ser secreto está oculto y nunca se guardó.',
  parameter: 'Parámetro',
  value: 'Valor',
  unknownName: 'un nombre que aquí no se conoce',
  hidden_one: 'oculto, {{count}} carácter',
  hidden_many: 'oculto, {{count}} caracteres',
  hidden_other: 'oculto, {{count}} caracteres',
  advice: {
    'client-unknown':
      'Compare el ID de cliente con el de la página de la aplicación; es posible que se haya eliminado desde entonces.',
    'client-inactive': 'Active la aplicación o pregunte a un administrador por su propietario y su organización.',
    credentials:
      'Envíe el ID de cliente y el secreto de una sola manera: con HTTP Basic o con client_id y client_secret en el cuerpo. Las aplicaciones públicas no envían ningún secreto.',
    secret: 'Copie de nuevo el secreto, entero y sin espacios. Si se ha perdido, añada uno nuevo y retire el antiguo.',
    'secret-expired': 'Añada un secreto nuevo, póngalo en uso y retire el antiguo.',
    throttled:
      'Detenga las solicitudes con credenciales incorrectas, espere tanto como indica la respuesta y corríjalas primero.',
    grant:
      'Utilice un tipo de concesión de la aplicación o cree otra aplicación para este: los tipos de concesión son fijos.',
    request: 'Corrija la solicitud como indica el motivo; compárela con las solicitudes de ejemplo.',
    scope: 'Omita scope o pida solo lo que pueden hacer la aplicación y su propietario o usuario.',
    resource: 'Omita resource para nuestra propia API o haga que un administrador permita la otra a la aplicación.',
    person: 'Pida a la persona que compruebe el nombre y la contraseña. Un administrador ve más.',
    code: 'Canjee cada código una sola vez y dentro de su vigencia; empiece de nuevo en el punto de autorización.',
    'code-mismatch': 'Envíe el redirect_uri de la solicitud de autorización y el code_verifier que le corresponde.',
    'refresh-token':
      'Conserve siempre el token de actualización más reciente, en un solo lugar. Ahora la persona debe iniciar sesión de nuevo.',
    'standing-changed': 'La persona debe iniciar sesión de nuevo.',
    'signing-key': 'Un administrador debe generar una clave de firma; «grantry doctor» indica cómo.',
    'redirect-uri':
      'Registre exactamente el URI de redirección que se envía o envíe uno que esté registrado: cada carácter cuenta.',
    pkce: 'Envíe code_challenge (43 caracteres, SHA-256 del verificador en base64url) y code_challenge_method=S256.',
    'not-silent': 'No hay nada incorrecto: dirija a la persona al punto de autorización sin prompt=none.',
    denied: 'La persona lo decidió así. Explique en su aplicación para qué se necesita el acceso.',
    unexpected:
      'Inténtelo de nuevo. Si persiste, indique a un administrador el ID de la solicitud: el registro del servidor dice más.',
  },
};
