import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt, SignJWT } from 'jose'
import type { Route } from 'playwright-core'
import { call, createKey, useKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, serve, sessionCookie } from '../kit/browser.ts'
import { type Person, SECRET, signIn } from '../kit/people.ts'
import { confirm, facts, prepare, row, showTab } from './revoking.ts'

exhaustiveBrowserTest('a session that ends while a form is open loses no input', async (t, browser) => {
  const { app, origin } = await serve(t, { SIGN_IN_URL: 'https://sign-in.example/' })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice, 'Doomed')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await prepare(page, 'Doomed', 'found on a forum')
  await page.context().clearCookies()
  await confirm(page)
  await page.getByText('You are signed out.').first().waitFor()
  t.equal(await row(page, 'Doomed').count(), 0, 'the keys disappear from the page')
  t.equal((await useKey(app, key)).statusCode, 200)
  const link = page.getByRole('dialog').getByRole('link', { name: 'Sign in' })
  t.equal(await link.getAttribute('target'), '_blank', 'signing in opens a new tab and keeps the input')

  await page.context().addCookies([sessionCookie(alice, origin)])
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Doomed has been revoked.').waitFor()
  // The list disappeared with the session, and has been loaded again.
  await showTab(page, 'Revoked')
  await row(page, 'Doomed').getByText('found on a forum').waitFor()
  t.equal((await facts(app, id)).revocation_reason, 'found on a forum')
})

exhaustiveBrowserTest('two tabs that revoke one key both show the first reason', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Shared')
  const first = await newPage(t, browser, origin, { as: alice })
  const second = await first.context().newPage()
  for (const page of [first, second]) await page.goto('/')
  await prepare(first, 'Shared', 'the first reason')
  await prepare(second, 'Shared', 'the second reason')
  await confirm(first)
  await row(first, 'Shared').getByText('the first reason').waitFor()
  await confirm(second)
  await row(second, 'Shared').getByText('the first reason').waitFor()
  await second
    .getByRole('status')
    .filter({ hasText: /already revoked.*It keeps its original reason, “the first reason”/ })
    .waitFor()
  t.equal((await facts(app, id)).revocation_reason, 'the first reason')

  await second.getByRole('link', { name: 'Shared' }).click()
  await second.getByText('the second reason').waitFor()
  const history = second.getByRole('list', { name: 'History' }).getByRole('listitem')
  const sentences = [/^You tried to revoke this key again/, /^You revoked this key/, /^You created this key/]
  t.match(await history.allInnerTexts(), sentences)
})

exhaustiveBrowserTest('a failing, slow or unavailable service is reported, and a retry works', async (t, browser) => {
  const { app, origin } = await serve(t, { SESSION_LIMIT_PER_MINUTE: '60' })
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice, 'Far away')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await prepare(page, 'Far away', 'moved')
  const dialog = page.getByRole('dialog')

  await page.context().setOffline(true)
  await confirm(page)
  await dialog.getByText('You are offline.').waitFor()
  await page.context().setOffline(false)

  const body = { error: { code: 'service_unavailable', message: 'Later', request_id: 'req_of_the_test' } }
  const outcomes: ((route: Route) => Promise<void>)[] = [
    route => route.abort(),
    route => route.fulfill({ status: 503, json: body, headers: { 'x-request-id': 'req_of_the_test' } }),
    async route => {
      await sleep(1500)
      await route.continue()
    },
  ]
  // A single interception for all outcomes: between two, a request could slip through.
  await page.route('**/api/v1/keys/*', route => {
    const outcome = route.request().method() === 'DELETE' ? outcomes.shift() : undefined
    return outcome ? outcome(route) : route.continue()
  })
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByText('keyward cannot be reached.').waitFor()

  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByText('req_of_the_test').waitFor()
  t.equal((await useKey(app, key)).statusCode, 200, 'none of the attempts has revoked the key')

  await dialog.getByRole('button', { name: 'Try again' }).click()
  t.ok(await dialog.getByRole('button', { name: 'Revoking…' }).isDisabled(), 'the request is not sent twice')
  await row(page, 'Far away').getByText('moved').waitFor()
  t.equal((await useKey(app, key)).statusCode, 401)
})

exhaustiveBrowserTest('after too many requests, the page counts down to the reset', async (t, browser) => {
  const { app, origin } = await serve(t, { SESSION_LIMIT_PER_MINUTE: '5' })
  const alice = await signIn('pro')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByText('Make your first request').waitFor()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('One too many')
  for (let sent = 0; sent < 5; sent++) await call(app, { as: alice, url: '/api/v1/session' })
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  await page.getByText('Too many requests.').waitFor()
  const count = page.getByRole('dialog').locator('.count')
  const before = Number(await count.textContent())
  t.ok(before > 0 && before <= 60, `${before} seconds are left`)
  await page.waitForFunction(before => Number(document.querySelector('.count')?.textContent ?? 0) < before, before)
  t.equal((await app.db.selectFrom('api_keys').select('id').execute()).length, 0)
})

exhaustiveBrowserTest('an event is shown even if the name of its key cannot be loaded', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Nameless')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.route(/api.v1.keys/, route => route.abort())
  await page.goto('/#/history')
  await page.getByRole('link', { name: `${id.slice(0, 8)}…` }).waitFor()
  await page.unroute(/api.v1.keys/)
  await page.reload()
  await page.getByRole('link', { name: 'Nameless' }).waitFor()
  t.equal(await page.getByRole('alert').count(), 0)
})

exhaustiveBrowserTest(
  'a session without a second factor shows how to confirm one, without a redirect',
  async (t, browser) => {
    const { origin } = await serve(t, { SIGN_IN_URL: 'https://sign-in.example/', SESSION_AAL: 'aal2' })
    const page = await newPage(t, browser, origin, { as: await oneFactor() })
    await page.goto('/')
    await page.getByText('A second factor is required.').waitFor()
    t.equal(
      await page.getByRole('link', { name: 'Confirm second factor' }).getAttribute('href'),
      'https://sign-in.example/',
    )
    t.equal(await page.getByText('Signed out').count(), 0)
    t.equal(new URL(page.url()).origin, origin)
  },
)

/** A person who signed in with a password only. */
async function oneFactor(): Promise<Person> {
  const { accountId, cookie } = await signIn()
  const claims = { ...decodeJwt(cookie.replace(/^.*=/, '')), aal: 'aal1' }
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET))
  return { accountId, cookie: `sb-access-token=${token}` }
}
