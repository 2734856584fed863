import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { createKey, revoke } from '../kit/app.ts'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'

const PHONE = { width: 390, height: 844 }
/** The longest possible name, without a place to break. */
const LONG = 'W'.repeat(100)

exhaustiveBrowserTest('usage is by outcome first, then by key', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  for (let n = 1; n <= 12; n++) {
    const { id } = await createKey(app, alice, `Key ${n}`)
    await sql`insert into key_usage (key_id, hour, requests, rejected, limited)
      values (${id}, date_trunc('hour', now()), ${n}, ${n === 12 ? 5 : 0}, ${n === 11 ? 7 : 0})`.execute(app.db)
  }
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/usage')
  const table = page.getByRole('table', { name: 'By key' })
  await table.waitFor()
  t.same(await page.locator('.figures dd').allTextContents(), ['78', '5', '7'])
  t.same(await page.locator('.legend .quiet').allTextContents(), ['78', '7', '5'])
  const rows = async () => (await table.locator('tbody tr').allInnerTexts()).map(row => row.split(/\s*\t\s*/))
  t.same((await rows()).slice(0, 2), [
    ['Key 11', '11', '0', '7'],
    ['Key 12', '12', '5', '0'],
  ])
  t.equal((await rows()).length, 10)
  await page.getByRole('button', { name: 'Show 2 more' }).click()
  await table.getByRole('link', { name: 'Key 1', exact: true }).waitFor()
  t.equal((await rows()).length, 12)
  await table.getByRole('link', { name: 'Key 11' }).click()
  await page.getByRole('heading', { name: 'Key 11' }).waitFor()
  t.equal(await table.count(), 0, 'one key needs no table of keys')
})

exhaustiveBrowserTest('the page says that a used-up limit rejects requests', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('free')
  await createKey(app, alice, 'My script')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/usage')
  await page.getByText('0 of 1,000 requests used').waitFor()
  t.equal(await page.getByText('being rejected').count(), 0)
  await sql`update usage_windows set day_start = date_trunc('day', now(), 'UTC'), day_used = 1000
    where account_id = ${alice.accountId}`.execute(app.db)
  await page.reload()
  await page
    .getByText(/^Requests are being rejected: daily limit reached, resets at 00:00 UTC \(in (\d+ h )?\d+ (min|s)/)
    .waitFor()
  await screenshot(page, 'limit-reached')
})

/** A key that was used today, yesterday not at all. */
async function used(page: Page) {
  await page.goto('/#/usage?range=7d')
  await page.getByRole('img', { name: /in the last 7 days, at most/ }).waitFor()
  return { tip: page.locator('.tip'), bars: page.locator('.bars') }
}

exhaustiveBrowserTest('the chart shows a period to the mouse, a finger and the keyboard', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'SIEM connector')
  await sql`insert into key_usage (key_id, hour, requests, rejected) values (${id}, now(), 1234, 5)`.execute(app.db)
  const today = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format()
  const words = new RegExp(`${today}.*Admitted.*1,234.*Revoked or expired.*5`, 's')

  const page = await newPage(t, browser, origin, { as: alice })
  const { tip, bars } = await used(page)
  const { width = 0, height = 0 } = (await bars.boundingBox()) ?? {}
  await bars.hover({ position: { x: width - 5, y: height / 2 } })
  t.match(await tip.innerText(), words, 'the mouse')
  await screenshot(page, 'chart-tip')
  await bars.hover({ position: { x: 5, y: height / 2 } })
  await tip.getByText('No requests').waitFor()
  await page.getByRole('heading', { level: 1 }).hover()
  await tip.waitFor({ state: 'detached' })

  const slider = page.getByRole('slider', { name: 'Requests per day' })
  await slider.focus()
  t.match(await tip.innerText(), words, 'the keyboard starts at the last period')
  t.equal(await slider.getAttribute('aria-valuetext'), `${today}. Admitted: 1,234, Revoked or expired: 5`)
  await page.keyboard.press('ArrowLeft')
  await tip.getByText('No requests').waitFor()
  await page.keyboard.press('Escape')
  await tip.waitFor({ state: 'detached' })
  await page.keyboard.press('End')
  await tip.getByText('1,234').waitFor()
  await page.keyboard.press('Tab')
  await tip.waitFor({ state: 'detached' })

  const phone = await newPage(t, browser, origin, { as: alice, viewport: PHONE, hasTouch: true, isMobile: true })
  const touched = await used(phone)
  const box = (await touched.bars.boundingBox()) ?? { width: 0, height: 0 }
  await touched.bars.tap({ position: { x: box.width - 3, y: box.height / 2 } })
  t.match(await touched.tip.innerText(), words, 'a finger')
  await screenshot(phone, 'chart-tip-phone')
  await phone.getByRole('heading', { level: 1 }).tap()
  await touched.tip.waitFor({ state: 'detached' })
})

exhaustiveBrowserTest('usage and history fit a phone with one long key name', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, LONG)
  await sql`insert into key_usage (key_id, hour, requests) values (${id}, now(), 3)`.execute(app.db)
  const page = await newPage(t, browser, origin, { as: alice, viewport: PHONE })
  for (const view of ['usage', `usage?key_id=${id}`, 'history', `keys/${id}`]) {
    await page.goto(`/#/${view}`)
    await page.getByText(LONG).first().waitFor({ state: 'attached' })
    await page.locator('[aria-busy=false]').first().waitFor()
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, view)
  }
})

exhaustiveBrowserTest(
  'the history has a sentence for each event, under its day, in the format of the reader',
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    const { id } = await createKey(app, alice, 'SIEM connector')
    await revoke(app, alice, id, 'compromised: left on a train')
    await sql`insert into audit_events (key_id, account_id, action, actor, request_id, at)
      values (${id}, ${alice.accountId}, 'rotate', 'system', 'req_1', '2025-11-27T15:23:05Z')`.execute(app.db)
    const options = { as: alice, timezoneId: 'Europe/Berlin', viewport: { width: 1024, height: 768 } }
    const page = await newPage(t, browser, origin, { ...options, locale: 'de-DE' })
    await page.goto('/#/history')
    const days = page.locator('.by-day section')
    await days.first().waitFor()
    t.match(await days.getByRole('heading').allInnerTexts(), [/^Today /, 'Donnerstag, 27. November 2025'])
    const revocation = days.first().getByRole('listitem').first()
    t.match(await revocation.innerText(), /^You revoked SIEM connector/)
    t.equal(await revocation.locator('.badge').textContent(), 'compromised')
    t.match(await revocation.locator('q').innerText(), 'left on a train')
    t.notMatch(await revocation.locator('q').innerText(), 'compromised')
    t.match(await days.last().getByRole('listitem').innerText(), /^keyward rotated SIEM connector\s+16:23:05/)
    t.same(await violations(page), [])
    const { x = 0, width = 0 } =
      (await page.getByRole('button', { name: 'Copy request ID' }).first().boundingBox()) ?? {}
    t.ok(width > 0 && x + width <= 1024, 'the button fits')
    await screenshot(page, 'history-days')

    let resume = () => {}
    const held = new Promise<void>(resolve => {
      resume = resolve
    })
    await page.route('**/api/v1/keys?*', async route => {
      await held
      await route.continue()
    })
    await page.getByLabel('From').fill('2025-11-01')
    await page.getByRole('button', { name: 'Download JSON Lines' }).click()
    await page.getByRole('button', { name: 'Downloading… 3' }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), resume()])
    t.match(download.suggestedFilename(), /^api-key-history_2025-11-01_to_\d{4}-\d\d-\d\d\.jsonl$/)
    const lines = (await readFile(await download.path(), 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    t.match(lines, [{ action: 'revoke', key_name: 'SIEM connector' }, { action: 'create' }, { action: 'rotate' }])
  },
)
