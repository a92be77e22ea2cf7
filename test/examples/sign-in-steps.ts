import type { Page } from 'playwright-core';
import type { TestPerson } from '../fixtures/test-server.ts';

/** Signs in at the page of Grantry and answers what the application asks for, as a person does. */
export async function signInAndAnswer(
  page: Page,
  { name, password }: Pick<TestPerson, 'name' | 'password'>,
  answer: 'Grant' | 'Cancel',
): Promise<void> {
  await page.fill('input[name="username"]', name);
  await page.fill('input[name="password"]', password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: answer, exact: true }).click();
}
