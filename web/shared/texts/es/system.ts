import type { Texts } from '../texts.ts';

/** The texts about the settings of the installation. */
export const settingTexts: Texts['settings'] = {
  title: 'Configuración',
  explanation:
    'Cómo está configurada la instalación, según la ve el nodo que responde. La línea de comandos, el entorno y el archivo de configuración prevalecen sobre lo que usted cambie aquí.',
  issuer: 'Emisor (issuer)',
  search: 'Buscar ajustes',
  onlyEditable: 'Solo lo que se puede cambiar aquí',
  columns: { name: 'Ajuste', value: 'Valor', source: 'Origen' },
  groups: {
    server: 'Servidor',
    database: 'Base de datos',
    keys: 'Claves',
    tokens: 'Tokens',
    grants: 'Tipos de concesión',
    sessions: 'Sesiones',
    passwords: 'Contraseñas',
    rateLimits: 'Límites de frecuencia',
    admin: 'Primer administrador',
    mail: 'Correo',
    log: 'Registro',
  },
  sources: {
    default: 'Predeterminado',
    database: 'Cambiado aquí',
    file: 'Archivo de configuración',
    environment: 'Entorno',
    flag: 'Línea de comandos',
  },
  readOnly: {
    restart: 'Vale hasta el próximo arranque. Cámbielo en el archivo de configuración o en el entorno.',
    'set-at-start': 'Definido en otro lugar, que prevalece sobre esta página.',
  },
  units: { seconds: 'segundos', hours: 'horas', days: 'días' },
  value: 'Valor',
  valueIn: 'Valor en {{unit}}',
  onePerLine: 'Uno por línea.',
  on: 'Activado',
  off: 'Desactivado',
  none: 'Ninguno',
  hidden: 'Definido, nunca se muestra',
  default: 'Predeterminado: {{value}}',
  edit: 'Editar',
  reset: 'Restablecer el valor predeterminado',
  resetTitle: '¿Restablecer {{name}}?',
  resetEffect: 'El valor pasa de «{{from}}» a «{{to}}».',
  changed: 'Se ha cambiado {{name}}.',
  wasReset: '{{name}} vuelve a tener su valor predeterminado.',
  effects: {
    everywhere:
      'El cambio se aplica en todos los nodos en menos de un segundo y queda anotado en el registro de auditoría.',
    grants:
      'Lo que se desactiva se rechaza de inmediato. Los tokens de acceso ya emitidos siguen siendo válidos hasta que caduquen; para ponerles fin ahora, retire la clave de firma en una emergencia.',
    accessTokenLifetime: 'Los tokens ya emitidos conservan su duración.',
    later: 'Lo emitido antes conserva su duración.',
  },
};

/** The texts about signing keys. */
export const signingKeyTexts: Texts['signingKeys'] = {
  title: 'Claves de firma',
  about: 'Cómo se suceden las claves',
  explanation:
    'Los tokens de acceso se firman con una sola clave a la vez. Su sucesora se publica antes de firmar, para que quienes verifican tokens ya la conozcan; después, la clave anterior se acepta hasta que caduque el último token que firmó.',
  publishedAt: 'Publicadas en',
  rotateEvery: 'Una clave nueva cada',
  announceFor: 'Publicada antes de firmar durante',
  never: 'Solo cuando alguien la rota',
  orHere: 'O genere una en «Claves de firma»',
  asConfigured: 'Según la configuración',
  columns: {
    kid: 'ID de clave',
    state: 'Estado',
    algorithm: 'Algoritmo',
    createdAt: 'Creada',
    signsFrom: 'Firma desde',
    source: 'Origen',
  },
  states: {
    announced: 'Anunciada',
    signing: 'Firma',
    retired: 'Retirada',
    deleted: 'Eliminada',
    revoked: 'Anulada por emergencia',
  },
  meaning: {
    announced: 'Ya está publicada; firma desde el {{time}}.',
    signing: 'Firma cada token nuevo.',
    signingUntil: 'Firma cada token nuevo hasta el {{time}}; entonces lo hace su sucesora.',
    retired: 'Ya no firma. Lo que firmó se acepta hasta el {{time}}.',
    deleted: 'Eliminada desde el {{time}}: ha caducado el último token que firmó.',
    revoked: 'Anulada el {{time}} con todos los tokens que firmó.',
  },
  sources: { file: 'Archivo de clave privada', database: 'Base de datos' },
  actions: {
    generate: 'Generar',
    rotate: 'Rotar',
    sign: 'Firmar ahora',
    retire: 'Retirar',
    revoke: 'Retirar por emergencia',
  },
  ask: {
    generateTitle: '¿Generar la primera clave de firma?',
    generateEffect: 'No hay ninguna clave que firme. La nueva se publica y firma de inmediato, en todos los nodos.',
    rotateTitle: '¿Rotar la clave de firma?',
    rotateEffect:
      'Se crea y se publica ahora una clave nueva; los verificadores la ven en cuanto vuelven a obtener las claves, como mucho a los cinco minutos. Después firma por sí sola y la clave actual se retira. Ningún token termina antes de tiempo.',
    announceFor: 'Firmará dentro de {{duration}}.',
    signTitle: '¿Dejar que la clave anunciada firme ahora?',
    signEffect:
      'Firma de inmediato cada token nuevo y la clave actual se retira. Los verificadores que no hayan obtenido las claves desde que se anunció rechazan sus tokens hasta entonces, normalmente durante cinco minutos como mucho.',
    retireTitle: '¿Retirar la clave anunciada?',
    retireEffect: 'Nunca firmará. La clave actual continúa y ningún token se ve afectado.',
    revokeTitle: '¿Retirar la clave por emergencia?',
    revokeEffect:
      'Úselo si otra persona puede tener la clave privada. Cada token que firmó se rechaza aquí de inmediato y su clave pública se retira; las API que verifican los tokens por sí mismas lo siguen cuando vuelven a obtener las claves. No se puede deshacer.',
    revokeSigning:
      'Es la clave que firma: la anunciada o una nueva toma el relevo de inmediato, y cada aplicación necesita un token nuevo.',
  },
  done: {
    generate: 'La clave {{kid}} firma ahora.',
    rotate: 'La clave {{kid}} está anunciada.',
    sign: 'La clave {{kid}} firma ahora.',
    retire: 'La clave {{kid}} se ha retirado.',
    revoke: 'La clave {{kid}} se ha anulado con todo lo que firmó.',
  },
  empty: 'Todavía no hay ninguna clave de firma.',
  emptyHint: 'Sin ella no se puede emitir ningún token. Genere la primera.',
};

/** The texts about scheduled jobs. */
export const jobTexts: Texts['jobs'] = {
  title: 'Tareas programadas',
  explanation:
    'Lo que la instalación hace por sí sola. Cada ejecución ocurre en un solo nodo; una tarea que falla se repite, cada vez más tarde.',
  columns: { name: 'Tarea', schedule: 'Programación', lastRun: 'Última ejecución', nextAt: 'Próxima ejecución' },
  states: { running: 'En curso', succeeded: 'Correcta', failed: 'Fallida', interrupted: 'Interrumpida' },
  purposes: {
    checkpoint: 'Mantiene corto el registro de escritura anticipada de la base de datos integrada.',
    prune:
      'Elimina lo que ha terminado: sesiones, códigos, tokens de actualización y revocaciones caducados, entre otros.',
    'prune-idle-families': 'Elimina los tokens de actualización que nadie ha usado durante más tiempo del permitido.',
    'signing-keys': 'Anuncia la próxima clave de firma cuando toca y olvida las claves privadas que ya no firman.',
    vacuum: 'Libera espacio en las tablas de la base de datos integrada y mantiene al día sus estadísticas.',
  },
  everyMinute: 'Cada minuto',
  every: 'Cada {{duration}}',
  hourly: 'Cada hora en el minuto {{minute}}',
  daily: 'Cada día a las {{time}} (UTC)',
  pattern: '{{pattern}} (UTC)',
  neverRun: 'Todavía no',
  failures: 'Fallos seguidos: {{times}}.',
  run: 'Ejecutar ahora',
  requested: 'La tarea {{name}} se ejecuta ahora.',
  refresh: 'Actualizar',
  empty: 'No hay tareas.',
};
