import { sql } from 'kysely'
import { call, createKey, revoke, useKey } from '../kit/app.ts'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { ADMIN_TOKEN } from '../kit/portal.ts'
import { choose, facts } from './revoking.ts'

exhaustiveBrowserTest(
  "a key's page shows its facts, usage and history, and offers every action",
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    const { id, key } = await createKey(app, alice, 'SIEM connector')
    for (let uses = 0; uses < 3; uses++) await useKey(app, key)
    await app.runJob('activity')
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto('/')
    await page.getByRole('link', { name: 'SIEM connector' }).click()
    await page.getByRole('heading', { level: 1, name: 'SIEM connector Active' }).waitFor()
    await page.waitForFunction(() => document.title === 'SIEM connector · keyward')
    t.equal(new URL(page.url()).hash, `#/keys/${id}`)
    await page.getByRole('img', { name: '3 requests in the last 30 days' }).waitFor()
    await page.getByRole('radio', { name: '24 hours' }).check({ force: true })
    await page.getByRole('img', { name: '3 requests in the last 24 hours, at most 3 per hour' }).waitFor()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy ID' }).click()
    t.equal(await page.evaluate(() => navigator.clipboard.readText()), id)

    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('button', { name: 'Edit SIEM connector' }).click()
    await page.getByLabel('Name', { exact: true }).fill('SIEM')
    await page.getByLabel('Description').fill('Reads <b>indicators</b>')
    await page.getByLabel('Access').selectOption('Only these scopes')
    await page.getByLabel('Scopes').fill('iocs:read, UPPER')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('“UPPER” is not a valid scope').waitFor()
    await page.getByLabel('Scopes').fill('iocs:read feeds:read')
    await page.getByLabel('Expires').selectOption('In 90 days')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved SIEM.').waitFor()
    await page.getByText('feeds:read, iocs:read', { exact: true }).waitFor()
    for (const words of ['renamed this key', 'changed the description', 'changed the scopes', 'changed the expiry'])
      await page.getByRole('list', { name: 'History' }).getByText(`You ${words}`).waitFor()
    t.match(await facts(app, id), {
      name: 'SIEM',
      description: 'Reads <b>indicators</b>',
      scopes: ['feeds:read', 'iocs:read'],
    })
    t.equal(await page.locator('main b').count(), 0)

    await page.getByRole('button', { name: 'Dismiss' }).click()
    t.equal(await page.getByText('Saved SIEM.').count(), 0)
    await choose(page, 'Revoke', 'SIEM')
    await page.getByLabel('Details').fill('gone')
    await page.getByLabel('This cannot be undone.').check()
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await page.getByRole('heading', { level: 1, name: 'SIEM Revoked' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('h1'))
    t.equal(await page.getByRole('button', { name: 'More actions' }).count(), 0)
    await page.getByRole('listitem').filter({ hasText: 'You revoked this key' }).getByText('gone').waitFor()
    await page.getByText(/^Revoked .+ by you — gone\. Every request since then was rejected\.$/).waitFor()
    t.equal((await useKey(app, key)).statusCode, 401)
  },
)

exhaustiveBrowserTest('an edit changes only the edited fields', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const fields = { name: 'SIEM', description: ' One line\r\nand another ', scopes: ['z:last', 'a:first'] }
  const created = await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: fields })
  const { id } = created.json()
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(`/#/keys/${id}`)
  for (const name of ['SIEM', 'Another name']) {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('button', { name: /^Edit / }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.locator('dialog').waitFor({ state: 'detached' })
  }
  t.match(await facts(app, id), { ...fields, name: 'Another name' })
  const { data } = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${id}` })).json()
  t.same(
    data.map(({ action }: { action: string }) => action),
    ['rename', 'create'],
  )
})

exhaustiveBrowserTest(
  "the edit dialog offers the deployment's scopes and those that the key already has",
  async (t, browser) => {
    const { app, origin } = await serve(t, { SCOPES: 'iocs:read,feeds:read' })
    const alice = await signIn('pro')
    const { id } = await createKey(app, alice, 'SIEM')
    await app.db
      .updateTable('api_keys')
      .set({ scopes: ['former:read', 'iocs:read'] })
      .where('id', '=', id)
      .execute()
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto(`/#/keys/${id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('button', { name: 'Edit SIEM' }).click()
    const scopes = page.getByRole('group', { name: 'Scopes' })
    t.same(await scopes.getByRole('checkbox').evaluateAll(all => all.map(one => (one as HTMLInputElement).value)), [
      'iocs:read',
      'feeds:read',
      'former:read',
    ])
    t.same(await scopes.locator('legend').allTextContents(), ['Scopes', 'iocs', 'feeds', 'former'])
    t.ok(await scopes.getByLabel('iocs:read').isChecked())
    await scopes.getByLabel('former:read').uncheck()
    await scopes.getByText('feeds:read').click()
    t.ok(await scopes.getByLabel('iocs:read').isChecked(), 'a click changes only the scope that was clicked')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved SIEM.').waitFor()
    t.same((await facts(app, id)).scopes, ['feeds:read', 'iocs:read'])
  },
)

exhaustiveBrowserTest('a crafted URL breaks no view', async (t, browser) => {
  const { origin } = await serve(t)
  const page = await newPage(t, browser, origin, { as: await signIn('pro') })
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  for (const [address, heading] of [
    ['#/constructor', 'API keys'],
    ['#/__proto__/x?status=__proto__&sort=constructor', 'API keys'],
    ['#/usage?range=constructor', 'Usage'],
    ['#/history?action=constructor&from=275760-09-13&to=x', 'History'],
  ] as const) {
    await page.goto(`/healthz`)
    await page.goto(`/${address}`)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await page.waitForLoadState('networkidle')
  }
  t.same(errors, [])
})

exhaustiveBrowserTest('the two keys of a rotation link to each other', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'SIEM connector')
  const rotation = await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation`, payload: {} })
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(`/#/keys/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Retiring' }).waitFor()
  const card = page.getByRole('region', { name: 'Rotation' })
  await card.getByText('Successor not used yet').waitFor()
  await card.getByText('At the latest').waitFor()
  await page.getByRole('link', { name: 'Successor' }).click()
  await page.getByRole('heading', { level: 1, name: 'Active' }).waitFor()
  t.equal(new URL(page.url()).hash, `#/keys/${rotation.json().id}`)
  await page.getByRole('link', { name: 'an older key' }).click()
  await page.getByRole('heading', { level: 1, name: 'Retiring' }).waitFor()
  t.equal(new URL(page.url()).hash, `#/keys/${id}`)
  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('table', { name: 'Keys' }).waitFor()
})

exhaustiveBrowserTest("an unknown key and another account's key are both reported as not found", async (t, browser) => {
  const { app, origin } = await serve(t)
  const { id } = await createKey(app, await signIn('pro'), 'Of another account')
  const page = await newPage(t, browser, origin, { as: await signIn('pro') })
  for (const wanted of [id, '00000000-0000-4000-8000-00000000000f', 'no-id', 'counts', 'revocations', '..', '%2e%2e']) {
    await page.goto(`/#/keys/${wanted}`)
    await page.getByRole('heading', { name: 'Key not found' }).waitFor()
    await page.goto('/#/usage')
    await page.getByRole('heading', { name: 'Usage' }).waitFor()
  }
  t.equal(await page.getByText('Of another account').count(), 0)
})

exhaustiveBrowserTest('keys can be sorted by use and by expiry, and the order is in the URL', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const made = new Map<string, string>()
  for (const name of ['first', 'second', 'third']) made.set(name, (await createKey(app, alice, name)).key)
  await useKey(app, String(made.get('second')))
  await app.runJob('activity')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByRole('link', { name: 'third' }).waitFor()
  const first = () => page.locator('tbody th strong').first().textContent()
  t.equal(await first(), 'third')
  await page.getByRole('button', { name: 'Last used' }).click()
  await page.waitForFunction(() => document.querySelector('tbody th strong')?.textContent === 'second')
  const other = await newPage(t, browser, origin, { as: alice })
  await other.goto(page.url())
  await other.getByRole('link', { name: 'second' }).waitFor()
  const header = other.getByRole('columnheader', { name: 'Last used' })
  t.equal(await header.getAttribute('aria-sort'), 'descending')
  for (const order of ['ascending', 'none']) {
    await header.getByRole('button').click()
    await other.waitForFunction(
      order => document.querySelector('[aria-sort]')?.getAttribute('aria-sort') === order,
      order,
    )
  }
  await other.setViewportSize({ width: 390, height: 844 })
  await other.getByLabel('Sort').selectOption('Most recently used first')
  await other.waitForURL('**sort=-last_used_at')
})

exhaustiveBrowserTest(
  "the page shows the plan's title and windows, and offers only what the plan allows",
  async (t, browser) => {
    const { app, origin } = await serve(t)
    await sql`insert into plans (name, title, minute_limit, month_limit, longest_days)
    values ('team', 'Small team', 50, 7000, 40)`.execute(app.db)
    const alice = await signIn('team')
    const { id } = await createKey(app, alice, 'Old')
    await sql`update api_keys set expires_at = null where id = ${id}`.execute(app.db)
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto('/#/usage')
    await page.getByText('Small team').waitFor()
    await page.getByText('0 of 7,000 requests used').waitFor()
    t.same(await page.locator('.meters h2').allTextContents(), ['This minute', 'This month (UTC)'])

    const choices = async () => page.locator('[name=expires_at] option').allTextContents()
    const shorter = ['In 7 days', 'In 30 days', 'On a specific date']
    const longest = 'In 40 days, the longest that your plan allows'
    await page.goto('/#/keys')
    await page.getByRole('button', { name: 'Create key' }).first().click()
    t.same(await choices(), [longest, ...shorter])
    await page.getByLabel('Name', { exact: true }).fill('New')
    await page.getByLabel('Expires').selectOption('On a specific date')
    await page.getByLabel('Valid through').fill('2999-01-01')
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await page.getByText('or an earlier date, as your plan requires').waitFor()
    await page.getByLabel('Expires').selectOption(longest)
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await page.getByText('New').first().waitFor()
    await page.getByRole('button', { name: 'Done' }).click()

    await page.goto(`/#/keys/${id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('button', { name: 'Edit Old' }).click()
    t.same(await choices(), ['No change (never expires)', ...shorter])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Rotate Old' }).click()
    t.same(await choices(), [longest, ...shorter])
  },
)

exhaustiveBrowserTest('a key is paused and resumed on its page', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice, 'SIEM')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(`/#/keys/${id}`)
  await choose(page, 'Pause', 'SIEM')
  await page.getByLabel('Reason (optional)').fill('an audit')
  await page.getByRole('button', { name: 'Pause key' }).click()
  await page.getByRole('heading', { level: 1, name: 'SIEM Active paused' }).waitFor()
  await page.getByText(/^Paused .+ by you — an audit\. Every request is rejected until it is resumed\.$/).waitFor()
  await page.getByText('You paused this key').waitFor()
  t.equal((await useKey(app, key)).statusCode, 403)
  t.equal(await page.getByRole('button', { name: 'Rotate SIEM' }).count(), 0, 'a paused key cannot be rotated')
  await page.goto('/#/keys')
  await page.getByRole('row').filter({ hasText: 'SIEM' }).getByText('Paused').waitFor()

  await page.goto(`/#/keys/${id}`)
  await choose(page, 'Resume', 'SIEM')
  await page.getByRole('button', { name: 'Resume key' }).click()
  await page.getByText('SIEM works again.').waitFor()
  await page.getByText('You resumed this key').waitFor()
  t.equal((await useKey(app, key)).statusCode, 200)
})

exhaustiveBrowserTest("a key's chart has an outcome per color, and a line at its revocation", async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice, 'SIEM')
  const LIMIT = 10
  for (let uses = 0; uses < LIMIT + 2; uses++) await useKey(app, key)
  await revoke(app, alice, id)
  await useKey(app, key)
  await app.runJob('activity')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(`/#/keys/${id}`)
  const legend = page.locator('.legend li')
  await legend.filter({ hasText: /^Revoked \d/ }).waitFor()
  t.match((await legend.allTextContents()).slice(0, -1), ['Admitted 10', 'Over a limit 2', 'Revoked or expired 1'])
  t.equal(await page.locator('.plot .mark').count(), 1)
  const figures = await page.locator('.figures > div').allTextContents()
  t.match(figures, [/^Admitted10$/, /^Rejected1$/, /^Rate limited2$/, /^Last seen/])
})

exhaustiveBrowserTest('people of a suspended account see that it is, and why an action fails', async (t, browser) => {
  const { app, origin } = await serve(t, { ADMIN_TOKEN })
  const alice = await signIn('pro')
  await createKey(app, alice, 'SIEM')
  const url = `/admin/v1/accounts/${alice.accountId}/suspension`
  await app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${ADMIN_TOKEN}` }, payload: {} })
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByText(/^This account was suspended on \d/).waitFor()
  t.same(await violations(page), [])
  await choose(page, 'Rotate', 'SIEM')
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
  await page
    .getByRole('alert')
    .getByText(/suspended/)
    .waitFor()
})
