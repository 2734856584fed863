import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Page, Route } from 'playwright-core'
import { type App, call, createKey, signIn, useKey } from '../helper.ts'
import { browserTest, newPage, screenshot, serve, sessionCookie } from './browser.ts'

/** Opens the revoke dialog of a key and fills it in, up to the last click. */
async function prepare(page: Page, name: string, details: string) {
  await page.getByRole('button', { name: `Revoke ${name}` }).click()
  await page.getByLabel('Details').fill(details)
  await page.getByLabel('This cannot be undone.').check()
}
const confirm = (page: Page) => page.getByRole('button', { name: 'Revoke key' }).click()
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const facts = (app: App, id: string) =>
  app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

browserTest('what people write is text in every view, and never markup', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const names = ['<img src=x onerror="document.title=1">', 'مفتاح الإنتاج ‮evil', '🔑🇺🇳👩‍👩‍👧', `W${'w'.repeat(99)}`]
  const page = await newPage(t, browser, origin, { as: alice, viewport: { width: 320, height: 640 } })
  for (const name of names) await createKey(app, alice, name)
  await page.goto('/')
  for (const name of names) {
    const reason = `</q><script>document.title=2</script>&amp; ${name} ${'🔥'.repeat(200)}`.slice(0, 480)
    await prepare(page, name, reason)
    await confirm(page)
    await page.locator('dialog').waitFor({ state: 'detached' })
    t.match(await row(page, name).locator('bdi').allTextContents(), [
      name,
      `${[...reason].slice(0, 120).join('')}…`,
      reason,
    ])
    const { data } = (await call(app, { as: alice, url: '/api/v1/keys?status=revoked' })).json()
    t.ok(
      data.some((key: { revocation_reason: string }) => key.revocation_reason === reason),
      'kept to the letter',
    )
  }
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 720 })
    const excess = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('html, .scroll')].map(place => place.scrollWidth - place.clientWidth)),
    )
    t.ok(excess <= 0, `nothing breaks a page of ${width} pixels`)
  }
  await screenshot(page, 'texts')
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await page.getByRole('table', { name: 'History' }).waitFor()
  t.equal(await page.locator('main img, main script').count(), 0)
  t.equal(await page.title(), 'History · keyward')
})

browserTest('a session that ends in the middle loses nothing that was filled in', async (t, browser) => {
  const { app, origin } = await serve(t, { SIGN_IN_URL: 'https://sign-in.example/' })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice, 'Doomed')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await prepare(page, 'Doomed', 'found on a forum')
  await page.context().clearCookies()
  await confirm(page)
  await page.getByText('You are signed out.').first().waitFor()
  t.equal((await useKey(app, key)).statusCode, 200)
  const link = page.getByRole('dialog').getByRole('link', { name: 'Sign in' })
  t.equal(await link.getAttribute('target'), '_blank', 'signing in happens beside what is filled in')

  await page.context().addCookies([sessionCookie(alice, origin)])
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
  await row(page, 'Doomed').getByText('found on a forum').waitFor()
  t.equal((await facts(app, id)).revocation_reason, 'found on a forum')
})

browserTest('two tabs that revoke one key both show the first reason', async (t, browser) => {
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
  t.match(await second.getByRole('status').first().textContent(), /already revoked.*The first reason stays/)
  t.equal((await facts(app, id)).revocation_reason, 'the first reason')

  await second.getByRole('link', { name: 'History of Shared' }).click()
  await second.getByText('the second reason').waitFor()
  t.same(await second.locator('tbody .badge').allTextContents(), ['Revoked again', 'Revoked', 'Created'])
})

browserTest('a network that fails, drags or refuses is said, and trying again works', async (t, browser) => {
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
  const fates: ((route: Route) => Promise<void>)[] = [
    route => route.abort(),
    route => route.fulfill({ status: 503, json: body, headers: { 'x-request-id': 'req_of_the_test' } }),
    async route => {
      await sleep(1500)
      await route.continue()
    },
  ]
  // One interception for all of them: between two, a request may slip through.
  await page.route('**/api/v1/keys/*', route => (fates.shift() ?? (other => other.continue()))(route))
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByText('keyward cannot be reached.').waitFor()

  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByText('req_of_the_test').waitFor()
  t.equal((await useKey(app, key)).statusCode, 200, 'nothing of this has revoked the key')

  await dialog.getByRole('button', { name: 'Try again' }).click()
  t.ok(await dialog.getByRole('button', { name: 'Revoking…' }).isDisabled(), 'it is not sent twice')
  await row(page, 'Far away').getByText('moved').waitFor()
  t.equal((await useKey(app, key)).statusCode, 401)
})

browserTest('what answers an earlier question never stands for an answer to the present one', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'Still active')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await row(page, 'Still active').waitFor()
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const fates = [
    async (route: Route) => {
      await held
      await route.abort()
    },
  ]
  await page.route('**/api/v1/keys?*', route => (fates.shift() ?? (other => other.continue()))(route))
  await page.getByText('Revoked', { exact: true }).first().click()
  await page.locator('[aria-busy=true] tbody').waitFor()
  release()
  await page.getByText('keyward cannot be reached.').waitFor()
  t.equal(await page.getByText('Still active').count(), 0, 'no active key is shown as a revoked one')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('No key fits.').waitFor()
})

browserTest('a name that is too long is said to be, in words for people', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Brief')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByRole('button', { name: 'Rename Brief' }).click()
  await page.getByLabel('Name', { exact: true }).fill('x'.repeat(101))
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  const alert = page.getByRole('dialog').getByRole('alert')
  await alert.getByText('That is not accepted: name must NOT have more than 100 characters.').waitFor()
  t.equal(await alert.getByRole('button').count(), 0, 'the same again would be refused again')
  t.equal((await facts(app, id)).name, 'Brief')
})

browserTest('a reason that is too long is said to be, and revokes nothing', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Wordy')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await prepare(page, 'Wordy', '🔥'.repeat(501))
  await page.getByText('1 character too many').waitFor()
  await confirm(page)
  await page.waitForFunction(() => document.activeElement?.matches('textarea:invalid'))
  t.equal((await facts(app, id)).revoked_at, null)
  await page.getByLabel('Details').fill('🔥'.repeat(500))
  await confirm(page)
  await page.locator('dialog').waitFor({ state: 'detached' })
  t.equal((await facts(app, id)).revocation_reason, '🔥'.repeat(500))
})

browserTest('too many requests are counted down from the headers', async (t, browser) => {
  const { app, origin } = await serve(t, { SESSION_LIMIT_PER_MINUTE: '5' })
  const alice = await signIn('pro')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByText('There are no keys yet.').waitFor()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('One too many')
  for (let sent = 0; sent < 5; sent++) await call(app, { as: alice, url: '/api/v1/session' })
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  await page.getByText('Too many requests.').waitFor()
  const count = page.getByRole('dialog').locator('.count')
  const before = Number(await count.textContent())
  t.ok(before > 0 && before <= 60, `there are ${before} seconds left`)
  await page.waitForFunction(before => Number(document.querySelector('.count')?.textContent ?? 0) < before, before)
  t.equal((await app.db.selectFrom('api_keys').select('id').execute()).length, 0)
})

browserTest('a thousand keys are read page by page, and found by name', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'Key 0')
  await sql`insert into api_keys (account_id, name, public_id, last4, digest, created_at, expires_at)
    select ${alice.accountId}::uuid, 'Key ' || n, 'abcdefgh', 'wxyz', sha256(n::text::bytea),
      now() - n * interval '1 minute', now() - interval '1 second'
    from generate_series(1, 999) as n`.execute(app.db)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  const names = () => page.locator('tbody th strong').allTextContents()
  const seen: string[] = []
  for (let number = 1; number <= 20; number++) {
    await page.getByText(`Page ${number}`, { exact: true }).waitFor()
    await page.waitForFunction(
      last => document.querySelector('tbody th strong')?.textContent !== last,
      seen.at(-50) ?? '',
    )
    seen.push(...(await names()))
    if (number < 20) await page.getByRole('button', { name: 'Older' }).click()
  }
  t.equal(new Set(seen).size, 1000, 'every key is on one page')
  t.ok(await page.getByRole('button', { name: 'Older' }).isDisabled())
  await page.getByRole('button', { name: 'Newer' }).click()
  await page.getByText('Key 949').waitFor()

  await page.getByLabel('Search names').fill('KEY 99')
  await page.getByText('Key 990').waitFor()
  t.equal((await names()).length, 11)
  await page.getByText('Active', { exact: true }).click()
  await page.getByText('No key fits.').waitFor()
})
