import type { Page } from 'playwright-core'
import type { App } from '../kit/app.ts'

/** Opens the revoke dialog of a key and fills it in, without submitting it. */
export async function prepare(page: Page, name: string, details: string) {
  await choose(page, 'Revoke', name)
  await page.getByLabel('Details').fill(details)
  await page.getByLabel('This cannot be undone.').check()
}

/** Chooses an action from the menu of a key. */
export async function choose(
  page: Page,
  action: 'Edit' | 'Rotate' | 'Cancel rotation of' | 'Pause' | 'Resume' | 'Report a leak of' | 'Revoke',
  name: string,
) {
  const direct = page.getByRole('button', { name: `Rotate ${name}` }).first()
  if (action === 'Rotate' && (await direct.isVisible())) return direct.click()
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('button', { name: `${action} ${name}` }).click()
}

/** Ticks a key's box, which the pointer reveals. */
export async function select(page: Page, name: string) {
  await page.getByRole('row').filter({ hasText: name }).first().hover()
  await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
}

export const confirm = (page: Page) => page.getByRole('button', { name: 'Revoke key' }).click()

/** Shows the keys of a status. */
export const showTab = (page: Page, name: string) => page.locator('.tabs label').filter({ hasText: name }).click()

/** The row of a key in the list. */
export const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** The row of a key in the database. */
export const facts = (app: App, id: string) =>
  app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
