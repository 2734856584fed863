import { signIn, useKey } from '../helper.ts'
import { browserTest, newPage, serve } from './browser.ts'

browserTest('a key lives and dies by the mouse', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')

  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('SIEM connector')
  await page.getByRole('button', { name: 'Create key' }).last().click()
  const secret = await page.getByLabel('Key', { exact: true }).inputValue()
  t.match(
    await page.getByRole('textbox', { name: 'Try it in a terminal' }).inputValue(),
    `Bearer ${secret}" ${origin}/api/v1/me`,
  )
  t.equal((await useKey(app, secret)).statusCode, 200, 'the key works')

  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('You have not copied the key.').waitFor()
  await page.getByRole('button', { name: 'Close without it' }).click()

  await page.getByRole('button', { name: 'Revoke SIEM connector' }).click()
  await page.getByText('Compromised').click()
  await page.getByLabel('Details').fill('the laptop was stolen')
  await page.getByLabel('This cannot be undone.').check()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await page.getByText('compromised: the laptop was stolen').waitFor()

  t.equal(await page.locator('dialog').count(), 0, 'the dialog is gone')
  t.equal((await useKey(app, secret)).statusCode, 401, 'the key is dead')
  const row = await app.db.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow()
  t.equal(row.revocation_reason, 'compromised: the laptop was stolen')
  t.equal(row.revoked_by, `user:${alice.accountId}`)
})

browserTest('who is signed out is told how to sign in', async (t, browser) => {
  const { origin } = await serve(t, { SIGN_IN_URL: 'https://sign-in.example/start' })
  const page = await newPage(t, browser, origin)
  await page.goto('/')
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  t.equal(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href'), 'https://sign-in.example/start')
})
