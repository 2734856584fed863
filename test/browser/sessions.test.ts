import type { Page } from 'playwright-core'
import { createKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve, sessionCookie } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { row } from './revoking.ts'

const secretsIn = (page: Page) =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll('textarea, input')] as HTMLInputElement[]
    return [document.documentElement.outerHTML, ...fields.map(({ value }) => value)].join(' ').match(/sk_live_\w{20,}/g)
  })

/** Creates a key and leaves *Save your key* open. */
async function leaveSecretOpen(page: Page, name: string) {
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('heading', { name: 'Save your key' }).waitFor()
}

exhaustiveBrowserTest(
  'a tab of the previous account creates nothing and switches to the signed-in account',
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const [alice, bob] = [await signIn('pro'), await signIn('pro')]
    await createKey(app, alice, 'Of Alice')
    await createKey(app, bob, 'Of Bob')
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto('/')
    await row(page, 'Of Alice').waitFor()
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByLabel('Name', { exact: true }).fill('For Alice')
    await page.context().addCookies([sessionCookie(bob, origin)])
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await page.getByText('This browser is now signed in to a different account.').waitFor()
    await row(page, 'Of Bob').waitFor()
    await screenshot(page, 'other-account')
    t.equal(await page.getByText('Of Alice').count(), 0)
    t.equal(await page.getByRole('dialog').count(), 0)
    const names = await app.db.selectFrom('api_keys').select('name').orderBy('name').execute()
    t.same(names, [{ name: 'Of Alice' }, { name: 'Of Bob' }], 'the key was created for neither account')
    await page.getByRole('button', { name: 'OK', exact: true }).click()
    await leaveSecretOpen(page, 'For Bob')
    t.equal(await page.getByText('a different account').count(), 0)
    const created = await app.db.selectFrom('api_keys').select('account_id').where('name', '=', 'For Bob').execute()
    t.same(created, [{ account_id: bob.accountId }], 'afterwards the page acts for the other account')
  },
)

exhaustiveBrowserTest("another account's list is never shown under the first account", async (t, browser) => {
  const { app, origin } = await serve(t)
  const [alice, bob] = [await signIn('pro'), await signIn('pro')]
  await createKey(app, alice, 'Of Alice')
  await createKey(app, bob, 'Of Bob')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await row(page, 'Of Alice').waitFor()
  await leaveSecretOpen(page, 'Unsaved')
  await page.context().addCookies([sessionCookie(bob, origin)])
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await row(page, 'Of Bob').waitFor()
  await page.getByText('This browser is now signed in to a different account.').waitFor()
  t.equal(await page.getByText('Of Alice').count(), 0)
  t.same(await secretsIn(page), null)
  t.match(await page.locator('.account button').first().getAttribute('aria-label'), bob.accountId.slice(0, 8))
})

exhaustiveBrowserTest('keys and an unsaved secret disappear when the session ends', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'Listed')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await leaveSecretOpen(page, 'Unsaved')
  t.ok(await secretsIn(page))
  await page.context().clearCookies()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await screenshot(page, 'secret-gone')
  t.same(await secretsIn(page), null)
  t.equal(await page.getByText('Listed').count(), 0)
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.context().addCookies([sessionCookie(alice, origin)])
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await row(page, 'Listed').waitFor()
  t.equal(await page.getByRole('dialog').count(), 0)
})

exhaustiveBrowserTest(
  'a page that was left holds no data, and returns with the data of the current session',
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    await createKey(app, alice, 'Listed')
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto('/')
    await leaveSecretOpen(page, 'Unsaved')
    await page.context().clearCookies()
    await page.goto('/docs')
    await page.goBack()
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
    t.same(await secretsIn(page), null)
    t.equal(await page.getByText('Listed').count(), 0)

    // The browser decides whether to cache a page, so these are the events that it would send.
    await page.context().addCookies([sessionCookie(alice, origin)])
    await page.reload()
    await leaveSecretOpen(page, 'Unsaved too')
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
    t.same(await secretsIn(page), null)
    t.notMatch(await page.locator('body').innerHTML(), /Listed|Unsaved|sk_live/)
    await page.context().clearCookies()
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
  },
)
