/** The pictures of the documentation: which page, whose, and what is done on it before. */

const admin = 'ines.moreau';
const member = 'lena.kovalenko';
const buyer = 'paula.ortiz@harbour-kitchens.example';

async function openDialog(page) {
  await page.getByRole('button', { name: 'Add Application' }).click();
  await page.getByLabel('Application Name').fill('Parcel tracker');
}

async function createApplication(page) {
  await openDialog(page);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Client Secret', { exact: true }).waitFor();
}

/**
 * Each picture: its name, whose page it is (null for nobody's), the side, and the path below the address of the side.
 * `scheme` and `size` where they are not light and desktop; `locale` where it is not English; `act` before the picture,
 * `after` it what later ones show. They are taken in this order.
 */
export const screenshots = [
  { name: 'sign-in', who: null, side: 'backoffice', path: '/sign-in' },
  { name: 'consent', who: member, side: 'backoffice', consent: 'Price planner', after: grant },
  { name: 'my-user', who: member, side: 'backoffice', path: '/my-user', act: createTwo },
  { name: 'my-user-dark', who: member, side: 'backoffice', path: '/my-user', scheme: 'dark' },
  { name: 'add-application', who: member, side: 'backoffice', path: '/my-user', act: openDialog },
  { name: 'application-created', who: member, side: 'backoffice', path: '/my-user', act: createApplication },
  { name: 'connected-applications', who: member, side: 'backoffice', path: '/connected-applications' },
  { name: 'dashboard', who: admin, side: 'backoffice', path: '/dashboard' },
  { name: 'dashboard-dark', who: admin, side: 'backoffice', path: '/dashboard', scheme: 'dark' },
  { name: 'refused-requests', who: admin, side: 'backoffice', path: '/refused-requests' },
  { name: 'configuration', who: admin, side: 'backoffice', path: '/settings' },
  { name: 'signing-keys', who: admin, side: 'backoffice', path: '/signing-keys' },
  { name: 'audit-log', who: admin, side: 'backoffice', path: '/audit-log' },
  { name: 'account', who: buyer, side: 'storefront', path: '/my-user' },
  { name: 'account-phone', who: buyer, side: 'storefront', path: '/my-user', size: 'phone', scheme: 'dark' },
  { name: 'account-ukrainian', who: buyer, side: 'storefront', path: '/my-user', locale: 'uk' },
];

/** Says yes, and is sent on to where nobody listens. */
async function grant(page) {
  await page.getByRole('button', { name: 'Grant' }).click();
  await page.waitForURL('**/callback?**').catch(() => {});
}

/** Two applications, so that the list shows something. */
async function createTwo(page) {
  for (const name of ['Inventory sync', 'Monthly report']) {
    await page.getByRole('button', { name: 'Add Application' }).click();
    await page.getByLabel('Application Name').fill(name);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByText(name, { exact: true }).first().waitFor();
  }
}
