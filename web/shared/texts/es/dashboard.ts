import type { Texts } from '../texts.ts';

/** The Spanish texts of the dashboard. */
export const dashboardTexts: Texts['dashboard'] = {
  title: 'Panel',
  range: 'Período',
  ranges: { '24h': '24 horas', '7d': '7 días', '30d': '30 días', '12m': '12 meses' },
  timeLine: 'A lo largo del tiempo',
  time: 'Hora',
  asTable: 'Mostrar como tabla',
  chart:
    '{{title}} a lo largo del tiempo: {{sum}} en total, como máximo {{most}} a la vez. La tabla muestra cada número.',
  numbers: { issued: 'Tokens emitidos', refused: 'Solicitudes rechazadas', called: 'Llamadas a la API' },
  breakdown: 'Desglosado por',
  breakdownTitle: 'En detalle',
  by: {
    application: 'Aplicación',
    grant: 'Tipo de concesión',
    outcome: 'Resultado',
    organization: 'Organización',
    side: 'Lado',
  },
  allApplications: 'Todas las aplicaciones',
  values: {
    application: { none: 'Aplicaciones desconocidas' },
    grant: {
      none: 'Sin tipo de concesión',
      client_credentials: 'Credenciales de cliente',
      authorization_code: 'Código de autorización',
      password: 'Contraseña (heredado)',
      refresh_token: 'Token de actualización',
    },
    outcome: { issued: 'Token emitido', called: 'Llamada a la API' },
    organization: { none: 'Aplicaciones desconocidas' },
    side: { none: 'Aplicaciones desconocidas', backoffice: 'Back-office', storefront: 'Tienda' },
  },
  empty: 'No ha ocurrido nada en este período.',
  emptyHint:
    'Los números aparecen unos segundos después de emitir un token, rechazar una solicitud o llamar a una API.',
};
