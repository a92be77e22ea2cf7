import type { Texts } from '../texts.ts';
import { accountTexts } from './account.ts';
import { administeredApplicationTexts } from './administered-applications.ts';
import { applicationTexts } from './applications.ts';
import { auditTexts } from './audit.ts';
import { ruleTexts } from './broken-rules.ts';
import { dashboardTexts } from './dashboard.ts';
import { customerTexts, organizationTexts } from './organizations.ts';
import { peopleTexts } from './people.ts';
import { refusalTexts } from './refusals.ts';
import { registeredApiTexts } from './registered-apis.ts';
import { roleTexts } from './roles.ts';
import { secretTexts } from './secrets.ts';
import { jobTexts, settingTexts, signingKeyTexts } from './system.ts';

/** The texts in Ukrainian. */
export const uk: Texts = {
  product: 'Grantry',
  skip: 'Перейти до вмісту',
  navigation: {
    label: 'Головна навігація',
    open: 'Відкрити навігацію',
    close: 'Закрити навігацію',
    customers: 'Клієнти',
    system: 'Система',
    userManagement: 'Керування користувачами',
  },
  organization: { label: 'Організація', switch: 'Змінити організацію: {{name}}' },
  user: { myUser: 'Мій профіль', signOut: 'Вийти' },
  theme: { label: 'Вигляд', light: 'Світлий', dark: 'Темний', auto: 'Як на пристрої' },
  apiDocumentation: 'Документація API',
  actions: {
    cancel: 'Скасувати',
    close: 'Закрити',
    save: 'Зберегти',
    copy: 'Скопіювати',
    copied: 'Скопійовано',
    retry: 'Спробувати ще раз',
    moreOptions: 'Інші дії',
  },
  grid: {
    total_one: '{{count, number}} запис',
    total_few: '{{count, number}} записи',
    total_many: '{{count, number}} записів',
    total_other: '{{count, number}} запису',
    moreThan: 'Понад {{total}} записів',
    size: 'Рядків на сторінці',
    page: 'Сторінка {{page}}',
    pages: 'Сторінки',
    first: 'Перша сторінка',
    previous: 'Попередня сторінка',
    next: 'Наступна сторінка',
    last: 'Остання сторінка',
    actions: 'Дії',
    sortBy: 'Сортувати за',
    ascending: '{{column}}, за зростанням',
    descending: '{{column}}, за спаданням',
    loading: 'Завантаження',
    all: 'Усі',
    filters: 'Фільтри',
    clear: 'Очистити фільтри',
    nothing: 'За цими фільтрами нічого не знайдено.',
    tick: 'Вибрати {{name}}',
    tickAll: 'Вибрати все на цій сторінці',
    ticked_one: 'Вибрано: {{count}}',
    ticked_few: 'Вибрано: {{count}}',
    ticked_many: 'Вибрано: {{count}}',
    ticked_other: 'Вибрано: {{count}}',
  },
  forms: { clear: 'Очистити: {{name}}', nothingFound: 'Нічого не знайдено' },
  failures: {
    unreachable: 'Сервер недоступний. Перевірте з’єднання та спробуйте ще раз.',
    unknown: 'Щось пішло не так. Спробуйте ще раз.',
    page: 'Не вдалося показати цю сторінку. Можливо, сервер тим часом оновили: завантажте сторінку ще раз.',
    notFound: 'Такої сторінки немає.',
    home: 'Перейти до розділу «Мій профіль»',
  },
  keysMissing: {
    warning:
      'Авторизація OAuth недоступна, оскільки налаштування ключів шифрування не завершено. Зверніться до адміністратора.',
    reason: 'Жоден ключ підпису не використовується. Створіть його на сервері цією командою:',
  },
  profile: {
    title: 'Мій профіль',
    section: 'Профіль',
    name: 'Ім’я',
    username: 'Ім’я користувача',
    email: 'Електронна пошта',
    locale: 'Мова',
    organizations_one: 'Організація',
    organizations_few: 'Організації',
    organizations_many: 'Організації',
    organizations_other: 'Організації',
    none: 'Не вказано',
  },
  languages: { en: 'Англійська', de: 'Німецька', fr: 'Французька', es: 'Іспанська', uk: 'Українська' },
  applications: applicationTexts,
  brokenRules: ruleTexts,
  administeredApplications: administeredApplicationTexts,
  registeredApis: registeredApiTexts,
  secrets: secretTexts,
  dashboard: dashboardTexts,
  refusals: refusalTexts,
  customers: customerTexts,
  organizations: organizationTexts,
  people: peopleTexts,
  roles: roleTexts,
  settings: settingTexts,
  signingKeys: signingKeyTexts,
  jobs: jobTexts,
  account: accountTexts,
  audit: auditTexts,
};
