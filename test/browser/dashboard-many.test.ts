import { sql } from 'kysely'
import { createKey, useKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { row, select, showTab } from './revoking.ts'

exhaustiveBrowserTest('several keys are selected, checked for use, and revoked together', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const keys = new Map<string, { id: string; key: string }>()
  for (const name of ['CI old', 'CI older', 'SIEM']) keys.set(name, await createKey(app, alice, name))
  const used = keys.get('CI old')
  await sql`insert into key_usage (key_id, hour, requests) values
    (${used?.id}, date_trunc('hour', now()), 1234)`.execute(app.db)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  const revoke = page.getByRole('button', { name: 'Revoke selected' })
  await row(page, 'SIEM').waitFor()
  t.equal(await revoke.count(), 0, 'nothing is selected yet')

  await page.getByRole('searchbox').fill('ci')
  await page.getByLabel('Select SIEM').waitFor({ state: 'detached' })
  await select(page, 'CI older')
  await page.getByText('1 key selected').waitFor()
  await page.getByLabel('All on this page').check()
  await page.getByText('2 keys selected').waitFor()
  await page.getByRole('searchbox').fill('older')
  await page.getByText('2 keys selected, 1 not shown').waitFor()
  await page.getByRole('searchbox').fill('')
  await page.getByLabel('Select SIEM').waitFor()
  await page.getByText('2 keys selected').waitFor()
  t.notOk(await page.getByLabel('Select SIEM').isChecked(), 'only the keys selected in an earlier search stay selected')

  await revoke.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('row', { name: 'CI old 1,234 1,234' }).waitFor()
  t.equal(await dialog.getByRole('row').count(), 2, 'only keys in use are listed')
  await dialog.getByText('Departure').click()
  await dialog.getByRole('button', { name: 'Revoke 2 keys' }).click()
  t.equal((await useKey(app, used?.key ?? '')).statusCode, 200, 'without confirmation nothing happens')
  await dialog.getByLabel('This cannot be undone.').check()
  await dialog.getByRole('button', { name: 'Revoke 2 keys' }).click()
  await page.getByText('Revoked 2 keys.').waitFor()

  for (const [name, { key }] of keys) t.equal((await useKey(app, key)).statusCode, name === 'SIEM' ? 200 : 401, name)
  const rows = await app.db
    .selectFrom('api_keys')
    .select('revocation_reason')
    .where('revoked_at', 'is not', null)
    .execute()
  t.same(rows, [{ revocation_reason: 'departure' }, { revocation_reason: 'departure' }])
})

exhaustiveBrowserTest('the filter is in the URL', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  for (const name of ['One', 'Two']) await createKey(app, alice, name)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await showTab(page, 'Expired')
  await showTab(page, 'Active')
  await page.getByRole('searchbox').fill('tw')
  await page.getByRole('row').filter({ hasText: 'One' }).waitFor({ state: 'detached' })
  const other = await newPage(t, browser, origin, { as: alice })
  await other.goto(page.url())
  await other.getByRole('row').filter({ hasText: 'Two' }).waitFor()
  t.equal(await other.getByRole('row').count(), 2)
  t.equal(await other.getByRole('searchbox').inputValue(), 'tw')
  t.ok(await other.getByRole('radio', { name: 'All' }).isChecked(), 'a search covers the keys of every status')

  const { id, key } = await createKey(app, alice, 'Three')
  for (const pasted of [key, `API_KEY="${key}"`, `${key.slice(0, 16)}…${key.slice(-4)}`]) {
    await other.getByRole('searchbox').fill('matches nothing')
    await other.getByText('No matching keys').waitFor()
    await other.getByRole('searchbox').fill(pasted)
    await other.getByRole('row').filter({ hasText: 'Three' }).waitFor()
    t.notOk(other.url().includes(key.slice(17)), 'a pasted secret does not get into the URL')
    t.equal(await other.getByRole('searchbox').inputValue(), '', 'nor stays in the box')
    await other
      .getByText(`${key.slice(0, 16)}…`, { exact: true })
      .first()
      .waitFor()
  }
  await other.getByRole('searchbox').fill(id)
  await other.getByRole('row').filter({ hasText: 'Three' }).waitFor()

  await other.getByRole('link', { name: 'Keys', exact: true }).click()
  await other.getByRole('row').filter({ hasText: 'One' }).waitFor()
  t.equal(await other.getByRole('searchbox').inputValue(), '', 'the search box shows the current search')
  await other.goto(`${origin}/#/keys?q=two`)
  await other.getByRole('row').filter({ hasText: 'One' }).waitFor({ state: 'detached' })
  const shown = () => document.querySelector<HTMLInputElement>('[type=search]')?.value === 'two'
  await other.waitForFunction(shown)
})
