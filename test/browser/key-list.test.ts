import { sql } from 'kysely'
import { createKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { livedIn } from './people.ts'
import { row, select, showTab } from './revoking.ts'

exhaustiveBrowserTest('single keys search, create and clear, unless they are turned off', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await row(page, 'SIEM connector').waitFor()
  const search = page.getByRole('searchbox')
  await page.keyboard.press('/')
  await page.keyboard.type('c/')
  t.equal(await search.inputValue(), 'c/', 'in a field, the same keys are text')
  await search.fill('')
  await search.blur()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: 'Create key' }).waitFor()
  await page.keyboard.press('Escape')
  await select(page, 'SIEM connector')
  await page.getByText('1 key selected').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('1 key selected').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: /^Signed in/ }).click()
  await page.getByRole('button', { name: 'Turn off keyboard shortcuts' }).click()
  await page.reload()
  await row(page, 'SIEM connector').waitFor()
  await page.keyboard.press('c')
  await page.keyboard.press('/')
  t.equal(await page.evaluate(() => document.activeElement === document.body), true)
  t.equal(await page.getByRole('dialog').count(), 0)
})

exhaustiveBrowserTest('a row opens its key, and Back returns to the filter and the position', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  for (let n = 1; n <= 30; n++) await createKey(app, alice, `Connector ${n}`)
  const page = await newPage(t, browser, origin, { as: alice, viewport: { width: 1280, height: 600 } })
  await page.goto('/#/keys?q=connector')
  await row(page, 'Connector 30').waitFor()
  await row(page, 'Connector 2').last().scrollIntoViewIfNeeded()
  await page.waitForFunction(() => history.state?.scrollY > 0)
  const before = await page.evaluate(() => scrollY)
  await row(page, 'Connector 4').last().getByRole('cell', { name: 'Never' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Connector 4' }).waitFor()
  await page.goBack()
  await row(page, 'Connector 30').waitFor()
  t.equal(await page.getByRole('searchbox').inputValue(), 'connector')
  await page.waitForFunction(before => scrollY === before, before)
})

exhaustiveBrowserTest('every key that matches can be selected, on all pages', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'Key 0')
  await sql`insert into api_keys (account_id, name, public_id, last4, digest, created_at)
    select ${alice.accountId}::uuid, 'Key ' || n, 'abcdefgh', 'wxyz', sha256(n::text::bytea), now() - n * interval '1 minute'
    from generate_series(1, 129) as n`.execute(app.db)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await select(page, 'Key 0')
  await page.getByRole('button', { name: 'Select all 130 that match' }).click()
  await page.getByText('130 keys selected, 80 not shown').waitFor()
  await page.getByRole('group', { name: 'Selected keys' }).getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('130 keys selected').waitFor({ state: 'detached' })
})

exhaustiveBrowserTest('the list shows what needs attention, in rows of one height', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await livedIn(app, alice)
  await createKey(app, alice, `W${'w'.repeat(99)}`)
  const page = await newPage(t, browser, origin, { as: alice, viewport: { width: 1280, height: 800 } })
  await page.goto('/')
  await page
    .getByText(
      /^1 revoked key is still being called\. 1,284 requests with “Laptop of the red team” were rejected since/,
    )
    .waitFor()
  await row(page, 'SIEM connector')
    .getByRole('img', { name: /^[\d,]+ requests in 30 days$/ })
    .waitFor()
  const heights = () =>
    page.locator('tbody tr').evaluateAll(rows => [...new Set(rows.map(row => row.getBoundingClientRect().height))])
  for (const width of [1440, 1280, 1024, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    t.same(await heights(), [52], `${width} px`)
  }
  await page.getByRole('link', { name: 'Review' }).click()
  await row(page, 'Laptop of the red team')
    .getByText(/Last rejected/)
    .waitFor()
  t.equal(await page.locator('.attention').count(), 0)
  await showTab(page, 'Revoked')
  await row(page, 'Trial of a partner').getByText('no longer used').waitFor()
})
