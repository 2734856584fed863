import { sql } from 'kysely'
import type { Route } from 'playwright-core'
import { createKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { row, showTab } from './revoking.ts'

exhaustiveBrowserTest('a list never shows the results of an earlier filter', async (t, browser) => {
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
  const outcomes = [
    async (route: Route) => {
      await held
      await route.abort()
    },
  ]
  await page.route('**/api/v1/keys?*', route => (outcomes.shift() ?? (other => other.continue()))(route))
  await showTab(page, 'Revoked')
  await page.locator('[aria-busy=true] tbody').waitFor()
  release()
  await page.getByText('keyward cannot be reached.').waitFor()
  t.equal(await page.getByText('Still active').count(), 0, 'no active key is listed as revoked')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('No revoked keys').waitFor()
})

exhaustiveBrowserTest('a thousand keys can be paged through and found by name', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'Key 0')
  await sql`insert into api_keys (account_id, name, public_id, last4, digest, created_at, expires_at)
    select ${alice.accountId}::uuid, 'Key ' || n, 'abcdefgh', 'wxyz', sha256(n::text::bytea),
      now() - n * interval '1 minute', now() - interval '1 second'
    from generate_series(1, 999) as n`.execute(app.db)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/keys?status=all')
  const names = () => page.locator('tbody th strong').allTextContents()
  const seen: string[] = []
  for (let number = 1; number <= 20; number++) {
    await page.getByText(`Page ${number}`, { exact: true }).waitFor()
    await page.waitForFunction(
      last => document.querySelector('tbody th strong')?.textContent !== last,
      seen.at(-50) ?? '',
    )
    seen.push(...(await names()))
    if (number < 20) await page.getByRole('button', { name: 'Next' }).click()
  }
  t.equal(new Set(seen).size, 1000, 'every key is on exactly one page')
  t.ok(await page.getByRole('button', { name: 'Next' }).isDisabled())
  await page.getByRole('button', { name: 'Previous' }).click()
  await page.getByText('Key 949').waitFor()

  await page.getByRole('searchbox').fill('KEY 99')
  await page.getByText('Key 990').waitFor()
  t.equal((await names()).length, 11)
  await showTab(page, 'Active')
  await page.getByText('No matching keys').waitFor()
  t.match(await page.locator('.tabs').innerText(), /Active\s*0\s*Rotating\s*0\s*Expired\s*11\s*Revoked\s*0\s*All\s*11/)
  await page.getByRole('link', { name: 'Search all keys' }).click()
  await page.getByText('Key 990').waitFor()
})
