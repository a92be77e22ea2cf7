import type { Page } from 'playwright-core';
import type { TestPerson } from '../fixtures/test-server.ts';

/** Fills in the sign-in page of Grantry, as a person does. */
export async function signIn(page: Page, { name, password }: Pick<TestPerson, 'name' | 'password'>): Promise<void> {
  await page.fill('input[name="username"]', name);
  await page.fill('input[name="password"]', password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in and answers what the application asks for. */
export async function signInAndAnswer(page: Page, person: TestPerson, answer: 'Grant' | 'Cancel'): Promise<void> {
  await signIn(page, person);
  await page.getByRole('button', { name: answer, exact: true }).click();
}
