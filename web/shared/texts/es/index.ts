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

/** The texts in Spanish. */
export const es: Texts = {
  product: 'Grantry',
  skip: 'Ir al contenido',
  navigation: {
    label: 'Navegación principal',
    open: 'Abrir la navegación',
    close: 'Cerrar la navegación',
    customers: 'Clientes',
    system: 'Sistema',
    userManagement: 'Gestión de usuarios',
  },
  organization: { label: 'Organización', switch: 'Cambiar de organización: {{name}}' },
  user: { myUser: 'Mi usuario', signOut: 'Cerrar sesión' },
  theme: { label: 'Apariencia', light: 'Clara', dark: 'Oscura', auto: 'Como el dispositivo' },
  apiDocumentation: 'Documentación de la API',
  actions: {
    cancel: 'Cancelar',
    close: 'Cerrar',
    save: 'Guardar',
    copy: 'Copiar',
    copied: 'Copiado',
    retry: 'Intentar de nuevo',
    moreOptions: 'Más opciones',
  },
  grid: {
    total_one: '{{count, number}} entrada',
    total_other: '{{count, number}} entradas',
    moreThan: 'Más de {{total}} entradas',
    size: 'Filas por página',
    page: 'Página {{page}}',
    pages: 'Páginas',
    first: 'Primera página',
    previous: 'Página anterior',
    next: 'Página siguiente',
    last: 'Última página',
    actions: 'Acciones',
    sortBy: 'Ordenar por',
    ascending: '{{column}}, ascendente',
    descending: '{{column}}, descendente',
    loading: 'Cargando',
    all: 'Todos',
    filters: 'Filtros',
    clear: 'Borrar los filtros',
    nothing: 'Nada coincide con estos filtros.',
    tick: 'Seleccionar {{name}}',
    tickAll: 'Seleccionar todo en esta página',
    ticked_one: 'Selección: {{count}}',
    ticked_other: 'Selección: {{count}}',
  },
  forms: { clear: 'Borrar: {{name}}', nothingFound: 'No se ha encontrado nada' },
  failures: {
    unreachable: 'No se puede contactar con el servidor. Compruebe su conexión e inténtelo de nuevo.',
    unknown: 'Algo ha salido mal. Inténtelo de nuevo.',
    page: 'No se ha podido mostrar esta página. Puede que el servidor se haya actualizado entretanto: vuelva a cargar la página.',
    notFound: 'Esta página no existe.',
    home: 'Ir a «Mi usuario»',
  },
  keysMissing: {
    warning:
      'La autorización OAuth no está disponible porque la configuración de las claves de cifrado no está completa. Póngase en contacto con su administrador.',
    reason: 'No hay ninguna clave de firma en uso. Cree una en el servidor con esta orden:',
  },
  profile: {
    title: 'Mi usuario',
    section: 'Perfil',
    name: 'Nombre',
    username: 'Nombre de usuario',
    email: 'Correo electrónico',
    locale: 'Idioma',
    organizations_one: 'Organización',
    organizations_other: 'Organizaciones',
    none: 'Sin indicar',
  },
  languages: { en: 'Inglés', de: 'Alemán', fr: 'Francés', es: 'Español', uk: 'Ucraniano' },
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
