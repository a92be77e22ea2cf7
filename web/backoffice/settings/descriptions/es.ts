/** What settings mean, in Spanish. */
export const es: Readonly<Record<string, string>> = {
  'server.host': 'La dirección en la que escucha el servidor.',
  'server.port': 'El puerto en el que escucha el servidor; 0 toma uno libre.',
  'server.workers':
    'Cuántos procesos atienden; auto para uno por núcleo. Más de uno necesita PostgreSQL. Los límites que se cuentan en memoria valen para cada uno.',
  'server.publicUrl':
    'La URL con la que personas y clientes llegan al servidor: el emisor de sus tokens. Si falta, sigue a la dirección y el puerto.',
  'server.stateDir': 'La carpeta de las claves, la base de datos integrada y el correo.',
  'server.trustProxy':
    'Si se confía en X-Forwarded-For y X-Forwarded-Proto del remitente. Solo detrás de un proxy que los establezca.',
  'server.corsOrigins': 'Los orígenes cuyos scripts pueden obtener y revocar tokens.',
  'server.shutdownDelay':
    'Cuánto tiempo /readyz dice que no antes de que el servidor deje de aceptar peticiones, para que los balanceadores miren a otro lado.',
  'server.shutdownGrace': 'Cuánto pueden tardar en terminar las peticiones en curso cuando el servidor se detiene.',
  'server.metrics': 'Si se ofrece /metrics.',
  'database.url':
    'Una URL de conexión a PostgreSQL. Sin ella se usa la base de datos integrada de la carpeta de estado.',
  'database.poolSize': 'Cuántas conexiones a PostgreSQL se mantienen.',
  'keys.privateKey': 'La clave privada de firma (PEM). Si falta: oauth_private.key en la carpeta de estado.',
  'keys.publicKey': 'La clave pública de firma (PEM). Si falta: oauth_public.key en la carpeta de estado.',
  'keys.generate': 'Si las claves de firma que faltan se generan en el primer arranque.',
  'keys.rotateEvery': 'A los cuántos días una clave de firma recibe una sucesora por sí sola; 0 para nunca.',
  'keys.announceFor':
    'Cuánto tiempo se publica una clave de firma nueva antes de firmar, para que quienes verifican tokens ya la conozcan.',
  'keys.hashKey':
    'La clave con la que se resumen los secretos, creada en el primer arranque; todos los nodos necesitan la misma. Si falta: hash.key en la carpeta de estado.',
  'tokens.algorithm': 'El algoritmo de las claves de firma que se generan.',
  'tokens.accessTokenLifetime': 'Cuánto vale un token de acceso.',
  'tokens.refreshTokenLifetime': 'Cuánto vale un token de actualización que nadie usa.',
  'tokens.refreshTokenAbsoluteLifetime': 'Cuánto puede una persona mantener la sesión mediante actualización.',
  'tokens.refreshTokenRetryWindow':
    'Durante cuánto tiempo el token de actualización anterior recibe el mismo sucesor, por si se perdió una respuesta.',
  'tokens.authorizationCodeLifetime': 'Cuánto vale un código de autorización.',
  'grants.clientCredentials': 'Aplicaciones que actúan por su propietario.',
  'grants.authorizationCode': 'Aplicaciones en las que las personas inician sesión con un navegador.',
  'grants.password': 'Heredado: un nombre y una contraseña por un token. Solo para aplicaciones creadas así.',
  'grants.refreshToken': 'Si se entregan y aceptan tokens de actualización.',
  'grants.guests': 'Si las aplicaciones de la tienda reciben tokens de visitante por guest/guest.',
  'sessions.idleTimeout': 'Cuánto dura una sesión que nadie usa.',
  'sessions.absoluteTimeout': 'Cuánto dura una sesión como máximo.',
  'passwords.minLength': 'Cuántos caracteres tiene como mínimo una contraseña nueva; las existentes se mantienen.',
  'rateLimits.signInPerAccountAndNetwork': 'Contraseñas para una cuenta desde una red, en 15 minutos.',
  'rateLimits.signInPerNetwork': 'Contraseñas desde una red, en 15 minutos.',
  'rateLimits.signInPerAccount': 'Contraseñas para una cuenta desde cualquier lugar, en un minuto.',
  'rateLimits.clientPerNetwork': 'Credenciales erróneas de una aplicación desde una red, en un minuto.',
  'rateLimits.clientsPerNetwork': 'Credenciales erróneas de todas las aplicaciones desde una red, en un minuto.',
  'rateLimits.guestsPerNetwork': 'Tokens de visitante desde una red, en un minuto.',
  'rateLimits.authorizationsPerNetwork': 'Solicitudes de autorización desde una red, en un minuto.',
  'rateLimits.unknownTokensPerCaller':
    'Tokens consultados que este servidor nunca emitió, por aplicación o API, en un minuto.',
  'admin.email': 'La dirección de correo del primer administrador; también es su nombre de usuario.',
  'admin.passwordFile': 'Un archivo con la contraseña del primer administrador.',
  'admin.organization': 'El nombre de la primera organización, global.',
  'mail.from': 'El remitente de los correos.',
  'mail.smtpHost': 'El servidor SMTP. Sin él, los correos se escriben en la carpeta de estado.',
  'mail.smtpPort': 'El puerto del servidor SMTP.',
  'mail.transport':
    'Adónde va el correo: al servidor SMTP, a archivos (mail/*.eml en la carpeta de estado) o al registro. auto es smtp si smtpHost está definido; si no, file.',
  'mail.smtpSecurity':
    'Cómo se protege la conexión: starttls (obligatorio), tls desde el principio (puerto 465) o none para un servidor en la misma máquina.',
  'mail.smtpCaFile':
    'Un archivo con los certificados (PEM) en los que se confía para el servidor SMTP, en lugar de las autoridades conocidas.',
  'mail.perMinute': 'Cuántos correos envían todos los nodos juntos en un minuto; los demás esperan.',
  'mail.perRecipientPerHour': 'Cuántos correos recibe una persona en una hora; los siguientes se reúnen en uno solo.',
  'mail.smtpUser': 'El nombre de usuario en el servidor SMTP.',
  'mail.smtpPassword': 'La contraseña en el servidor SMTP.',
  'log.level': 'El nivel menos importante que se registra.',
  'log.format': 'Líneas JSON o líneas para personas; auto es legible en un terminal.',
};
