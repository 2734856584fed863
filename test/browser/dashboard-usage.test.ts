import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { createKey, useKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { choose, row } from './revoking.ts'

/** Reloads the page until it shows a text: the use of a key appears up to 10 s late. */
async function reloadUntil(page: Page, text: string | RegExp) {
  for (let reloads = 0; reloads < 30; reloads++) {
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(700)
    if ((await page.getByText(text).count()) > 0) return
  }
  throw new Error(`the page never shows ${text}`)
}

exhaustiveBrowserTest('the use of a key is shown before and after its revocation', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice, 'SIEM connector')
  for (let uses = 0; uses < 3; uses++) t.equal((await useKey(app, key)).statusCode, 200)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/usage')
  const today = page.locator('.meters .card').nth(1)
  await today.getByText('3 of 1,000,000 requests used').waitFor()
  t.equal(await today.getByRole('meter').getAttribute('value'), '3')
  await reloadUntil(page, 'View as table')
  t.equal(await page.getByRole('img', { name: '3 requests in the last 30 days, at most 3 per day' }).count(), 1)
  await page.getByText('View as table').click()
  t.same(await page.locator('.scroll.numbers td').allTextContents(), ['3'])

  await page.getByRole('link', { name: 'Keys' }).click()
  await choose(page, 'Revoke', 'SIEM connector')
  const impact = page.locator('dl.impact')
  await page.getByText('account’s last active key').waitFor()
  t.same(await impact.locator('dd').allTextContents(), ['just now', '3 requests', '3 requests'])
  await page.getByText('Compromised').click()
  await page.getByLabel('This cannot be undone.').check()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await page.getByText('compromised', { exact: true }).waitFor()
  t.equal(await page.getByText('still being called').count(), 0)

  for (let uses = 0; uses < 2; uses++) t.equal((await useKey(app, key)).statusCode, 401)
  await page.goto('/#/keys?status=revoked')
  await reloadUntil(page, '1 revoked key is still being called.')
  await page.getByText('2 requests with “SIEM connector” were rejected since').waitFor()
  await row(page, 'SIEM connector').getByText('Last rejected just now').waitFor()
})

exhaustiveBrowserTest('the limits count units once a request has cost more than one', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/usage')
  await page.getByText('0 of 1,000,000 requests used').waitFor()
  await sql`insert into key_usage (key_id, hour, requests, extra_units) values (${id}, now(), 3, 4)`.execute(app.db)
  await page.reload()
  await page.getByText('0 of 1,000,000 units used').waitFor()
  t.equal(await page.getByText('requests used').count(), 0)
})

exhaustiveBrowserTest('the history is filtered by key and action, and its URL can be shared', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const first = await createKey(app, alice, 'First')
  await createKey(app, alice, 'Second')
  await app.inject({ method: 'DELETE', url: `/api/v1/keys/${first.id}`, headers: { cookie: alice.cookie } })
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/history')
  const rows = () =>
    page.locator('.rail li').evaluateAll(rows => rows.map(row => row.textContent?.match(/First|Second/)?.[0]))
  await page.getByText('No reason given').waitFor()
  t.same(await rows(), ['First', 'Second', 'First'])
  await page.getByLabel('Action').selectOption('Created')
  await page.getByText('No reason given').waitFor({ state: 'detached' })
  t.same(await rows(), ['Second', 'First'])
  await page.locator('[name=key_id]').selectOption(first.id)
  await page.getByRole('listitem').filter({ hasText: 'Second' }).waitFor({ state: 'detached' })
  t.same(await rows(), ['First'])

  const sentOn = await newPage(t, browser, origin, { as: alice })
  await sentOn.goto(page.url())
  await sentOn.getByRole('link', { name: 'First' }).waitFor()
  t.equal(await sentOn.locator('.rail li').count(), 1)
  t.equal(await sentOn.getByLabel('Action').inputValue(), 'create')
})

exhaustiveBrowserTest(
  'the history can be searched, filtered by date, copied from and downloaded',
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    const { id, key } = await createKey(app, alice, '=First')
    await createKey(app, alice, 'Second')
    const url = `/api/v1/keys/${id}`
    await app.inject({
      method: 'DELETE',
      url,
      headers: { cookie: alice.cookie },
      payload: { reason: 'left on a train' },
    })
    const page = await newPage(t, browser, origin, { as: alice, timezoneId: 'Europe/Paris' })
    await page.goto('/#/history')
    await page.getByText('Times are in Europe/Paris').waitFor()
    const count = async (wanted: number) => {
      await page.waitForFunction(wanted => document.querySelectorAll('.rail li').length === wanted, wanted)
      t.pass(`${wanted} events`)
    }
    await count(3)
    await page.getByRole('searchbox').fill('TRAIN')
    await count(1)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ])
    t.match(download.suggestedFilename(), /^api-key-history_search-TRAIN_\d{4}-\d\d-\d\d\.csv$/)
    t.match(
      await readFile(await download.path(), 'utf8'),
      /^\uFEFFtime,action.*\r\n".*","revoke","[^"]+","'=First",.*"left on a train"/,
    )
    await page.getByRole('searchbox').fill('')
    await count(3)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy request ID' }).first().click()
    const requestId = await page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('searchbox').fill(requestId)
    await count(1)
    await page.getByRole('searchbox').fill(`curl -H "X-API-Key: ${key}"`)
    await count(2)
    t.notOk(page.url().includes(key.slice(17)), 'a pasted secret does not get into the URL')
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await count(3)
    t.equal(await page.getByRole('searchbox').inputValue(), '', 'the search box shows the current search')
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('From').fill(tomorrow)
    await page.getByText('No events match these filters').waitFor()
    await page.getByLabel('From').fill('2020-01-01')
    await count(3)
    await page.getByLabel('To', { exact: true }).fill('2020-01-02')
    await page.getByText('No events match these filters').waitFor()
  },
)

exhaustiveBrowserTest('the download has every matching event, not only the current page', async (t, browser) => {
  const { app, origin } = await serve(t, { SESSION_LIMIT_PER_MINUTE: '10000' })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Busy')
  const addEvents = (from: number, to: number) =>
    sql`insert into audit_events (key_id, account_id, action, actor, reason, request_id, at)
      select ${id}, ${alice.accountId}, 'rename', 'system', 'event ' || n, 'req_1', now() - n * interval '1 second'
      from generate_series(${from}::int, ${to}::int) as n`.execute(app.db)
  await addEvents(1, 90)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/history')
  await page.getByRole('button', { name: 'Next' }).waitFor()
  async function linesOf(notice: string) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ])
    await page.getByText(notice).waitFor()
    return (await readFile(await download.path(), 'utf8')).trim().split('\r\n').slice(1)
  }
  const lines = await linesOf('Downloaded 91 events.')
  t.equal(lines.length, 91)
  t.equal(new Set(lines).size, 91)
  t.ok(lines.every(line => line.includes('"Busy"')))

  let isLimited = true
  await page.route('**/api/v1/audit-events?*', async route => {
    if (!isLimited || !route.request().url().includes('limit=100')) return route.continue()
    isLimited = false
    const error = { code: 'rate_limit_exceeded', message: 'Too many requests', request_id: 'req_1' }
    await route.fulfill({ status: 429, headers: { 'retry-after': '1' }, json: { error } })
  })
  t.equal((await linesOf('Downloaded 91 events.')).length, 91, 'the download waits for the rate limit')
  t.notOk(isLimited)

  await addEvents(91, 5_100)
  t.equal((await linesOf('Downloaded the newest 5,000 events.')).length, 5_000, 'the notice states the limit')
})

exhaustiveBrowserTest(
  'usage is shown for a chosen period, for one key or all, with rejected requests',
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    const first = await createKey(app, alice, 'First')
    const second = await createKey(app, alice, 'Second')
    await useKey(app, first.key)
    await useKey(app, second.key)
    await app.inject({ method: 'DELETE', url: `/api/v1/keys/${second.id}`, headers: { cookie: alice.cookie } })
    for (let uses = 0; uses < 2; uses++) await useKey(app, second.key)
    await app.runJob('activity')
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto('/#/usage')
    await page
      .getByRole('img', { name: '2 admitted and 2 rejected requests in the last 30 days, at most 4 per day' })
      .waitFor()
    await page.getByRole('radio', { name: '7 days' }).check({ force: true })
    await page.getByRole('img', { name: '2 admitted and 2 rejected requests in the last 7 days' }).waitFor()
    await page.locator('[name=key_id]').selectOption(first.id)
    await page.getByRole('img', { name: '1 request in the last 7 days' }).waitFor()
    const sentOn = await newPage(t, browser, origin, { as: alice })
    await sentOn.goto(page.url())
    await sentOn.getByRole('img', { name: '1 request in the last 7 days' }).waitFor()
    t.ok(await sentOn.getByRole('radio', { name: '7 days' }).isChecked())
  },
)
