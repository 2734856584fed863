import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Test } from 'tap'
import { violations } from '../kit/axe.ts'
import { browserTest, exhaustiveBrowserTest, newPage, screenshot, serve } from '../kit/browser.ts'

const EXAMPLE_KEY = '00000000-0000-4000-8000-000000000123'

/** The demo's visitor, signed in with the printed link, with the revocation open in Swagger UI. */
async function tryOutRevocation(t: Test, browser: Browser) {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-demo-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const { app, origin } = await serve(t, { SUPABASE_JWT_SECRET: '', DATA_DIR: folder })
  const page = await newPage(t, browser, origin)
  await page.goto(`/demo/sign-in?token=${app.demo?.linkToken}`)
  await page.goto('/docs')
  await page.getByRole('status').filter({ hasText: 'Signed in: pro account' }).waitFor()
  const operation = page.locator('#operations-API_Keys-revokeAPIKey')
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  const execute = async () => {
    await operation.getByRole('button', { name: 'Execute' }).click()
    const answer = operation.locator('.live-responses-table')
    await answer.getByRole('cell', { name: /^\d{3}/ }).waitFor()
    return answer.innerText()
  }
  const row = () => app.db.selectFrom('api_keys').selectAll().where('id', '=', EXAMPLE_KEY).executeTakeFirstOrThrow()
  return { page, operation, execute, row }
}

browserTest('a visitor revokes a key in Swagger UI', async (t, browser) => {
  const { page, operation, execute, row } = await tryOutRevocation(t, browser)
  await operation.locator('[placeholder=keyId]').fill(EXAMPLE_KEY)
  await operation.locator('textarea.body-param__text').fill('{"reason":"seen in a public repository"}')
  const answer = await execute()
  t.match(answer, /200[\s\S]*API key revoked successfully/)
  t.match(answer, /x-ratelimit-remaining/)
  t.match(await row(), { revocation_reason: 'seen in a public repository', revoked_at: Date })
  await screenshot(page, 'swagger-revoked')
})

browserTest('the example of the revocation works unchanged', async (t, browser) => {
  const { execute, row } = await tryOutRevocation(t, browser)
  t.match(await execute(), /200[\s\S]*API key revoked successfully/)
  t.equal((await row()).revocation_reason, 'rotation: 2026-Q2 quarterly key refresh')
})

browserTest('Swagger UI shows that a visitor is signed out, and links to the page', async (t, browser) => {
  const { origin } = await serve(t)
  const page = await newPage(t, browser, origin)
  await page.goto('/docs')
  await page.getByRole('status').filter({ hasText: 'Not signed in' }).waitFor()
  await page.getByRole('link', { name: 'keyward' }).click()
  t.equal(new URL(page.url()).pathname, '/')
})

/** Swagger UI itself puts links into buttons: an operation's path and summary. */
const INHERENT = /^nested-interactive: /

for (const colorScheme of ['light', 'dark'] as const)
  exhaustiveBrowserTest(
    `Swagger UI has no accessibility problem that keyward can fix, ${colorScheme}`,
    async (t, browser) => {
      const { origin } = await serve(t)
      const page = await newPage(t, browser, origin, { colorScheme })
      await page.goto('/docs')
      for (const id of ['API_Keys-revokeAPIKey', 'API_Keys-listAPIKeys', 'Using_API_Keys-forwardAuth']) {
        const operation = page.locator(`#operations-${id}`)
        await operation.locator('.opblock-summary-control').click()
        await operation.getByRole('button', { name: 'Try it out' }).click()
        await operation.locator('.responses-table').first().waitFor()
      }
      t.same(
        (await violations(page)).filter(text => !INHERENT.test(text)),
        [],
      )
    },
  )

exhaustiveBrowserTest("Swagger UI follows the reader's color scheme and fits a phone", async (t, browser) => {
  const { origin } = await serve(t)
  const page = await newPage(t, browser, origin, { colorScheme: 'dark', viewport: { width: 320, height: 640 } })
  await page.goto('/docs')
  await page.locator('.opblock').first().waitFor()
  const { scheme, excess } = await page.evaluate(() => ({
    scheme: getComputedStyle(document.documentElement).colorScheme,
    excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }))
  t.equal(scheme, 'dark')
  t.ok(excess <= 0, 'the page does not scroll sideways')
})
