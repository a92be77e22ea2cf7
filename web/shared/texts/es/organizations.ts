import type { Texts } from '../texts.ts';

/** The Spanish texts about organizations. */
export const organizationTexts: Texts['organizations'] = {
  title: 'Organizaciones',
  one: 'Organización',
  name: 'Nombre',
  create: 'Crear organización',
  empty: 'Todavía no hay organizaciones.',
  global: 'Global',
  globalHint:
    'Quien trabaja en ella puede ver y elegir las demás organizaciones, hasta donde llegue su rol. No se puede cambiar después.',
  globalEffect: 'Sí: quien trabaja en ella puede ver y elegir las demás',
  localEffect: 'No: quien trabaja en ella solo ve lo que le pertenece',
  yes: 'Sí',
  no: 'No',
  enableEffect:
    'Se puede volver a trabajar en ella, también con sus aplicaciones OAuth. Las sesiones y los tokens que terminaron no se recuperan.',
  disableEffect:
    'Nadie puede ya actuar en ella: ni sus usuarios, ni sus clientes, ni sus aplicaciones OAuth. Todas las sesiones y los tokens en ella terminan de inmediato y de forma definitiva.',
};

/** The Spanish texts about customers. */
export const customerTexts: Texts['customers'] = {
  title: 'Clientes',
  one: 'Cliente',
  create: 'Crear cliente',
  empty: 'Todavía no hay clientes.',
  emptyHint: 'Los clientes son las empresas que compran. Sus personas inician sesión en la tienda.',
  enableEffect:
    'Sus usuarios pueden volver a iniciar sesión y actuar. Las sesiones y los tokens que terminaron no se recuperan.',
  disableEffect:
    'Ninguno de sus usuarios puede ya iniciar sesión. Todas sus sesiones y sus tokens, y los de sus aplicaciones OAuth, terminan de inmediato y de forma definitiva.',
  deleteEffect: 'Se elimina de forma definitiva. Se rechaza mientras tenga usuarios.',
};
