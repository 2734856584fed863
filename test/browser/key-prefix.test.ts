import { createKey, useKey } from '../kit/app.ts'
import { browserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { choose } from './revoking.ts'

browserTest('the page works with another prefix, and keeps pasted secrets out of the URL', async (t, browser) => {
  const { app, origin } = await serve(t, { KEY_PREFIXES: 'acme_live_,acme_old_' })
  const alice = await signIn('pro')
  await createKey(app, alice, 'another')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('SIEM connector')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const secret = await page.getByLabel('Key', { exact: true }).inputValue()
  t.match(secret, /^acme_live_/)
  t.equal((await useKey(app, secret)).statusCode, 200)
  await page.getByRole('button', { name: 'Copy: Key' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })

  const search = page.getByRole('searchbox')
  for (const pasted of [secret, secret.slice(0, 22), `Authorization: Bearer ${secret}`]) {
    await search.fill(pasted)
    await page.waitForURL(`**q=${secret.slice(0, 18)}`)
    await page.getByText('another').waitFor({ state: 'detached' })
    await page.getByText('SIEM connector').waitFor()
    t.equal(await search.inputValue(), '', 'the secret does not stay in the box')
    await page.getByRole('button', { name: `Remove ${secret.slice(0, 18)} from the search` }).click()
    await page.getByText('another').waitFor()
  }

  await choose(page, 'Revoke', 'SIEM connector')
  await page.getByText('Compromised').click()
  await page.getByLabel('This cannot be undone.').check()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  t.equal((await useKey(app, secret)).statusCode, 401)
})
