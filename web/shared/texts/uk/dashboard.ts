import type { Texts } from '../texts.ts';

/** The Ukrainian texts of the dashboard. */
export const dashboardTexts: Texts['dashboard'] = {
  title: 'Огляд',
  range: 'Період',
  ranges: { '24h': '24 години', '7d': '7 днів', '30d': '30 днів', '12m': '12 місяців' },
  timeLine: 'У часі',
  time: 'Час',
  asTable: 'Показати як таблицю',
  chart: '{{title}} у часі: усього {{sum}}, щонайбільше {{most}} за раз. Таблиця показує кожне число.',
  numbers: { issued: 'Видані токени', refused: 'Відхилені запити', called: 'Виклики API' },
  breakdown: 'Розподіл за',
  breakdownTitle: 'Докладно',
  by: {
    application: 'Застосунок',
    grant: 'Тип дозволу',
    outcome: 'Результат',
    organization: 'Організація',
    side: 'Сторона',
  },
  allApplications: 'Усі застосунки',
  values: {
    application: { none: 'Невідомі застосунки' },
    grant: {
      none: 'Без типу дозволу',
      client_credentials: 'Облікові дані клієнта',
      authorization_code: 'Код авторизації',
      password: 'Пароль (застарілий)',
      refresh_token: 'Токен оновлення',
    },
    outcome: { issued: 'Токен видано', called: 'Виклик API' },
    organization: { none: 'Невідомі застосунки' },
    side: { none: 'Невідомі застосунки', backoffice: 'Бек-офіс', storefront: 'Вітрина' },
  },
  empty: 'За цей час нічого не сталося.',
  emptyHint: 'Числа з’являються за кілька секунд після видачі токена, відхилення запиту чи виклику API.',
};
