import { call, createKey, useKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { facts } from './revoking.ts'

exhaustiveBrowserTest(
  'a key has a page of its own, with all that is known of it and can be done',
  async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    const { id, key } = await createKey(app, alice, 'SIEM connector')
    for (let uses = 0; uses < 3; uses++) await useKey(app, key)
    await app.activity.flush()
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
    await page.getByText('“UPPER” is not a scope').waitFor()
    await page.getByLabel('Scopes').fill('iocs:read feeds:read')
    await page.getByLabel('Expires').selectOption('In 90 days')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved SIEM.').waitFor()
    await page.getByText('feeds:read, iocs:read', { exact: true }).waitFor()
    for (const words of ['Renamed', 'Description changed', 'Scopes changed', 'Expiry changed'])
      await page.getByRole('table', { name: 'History' }).getByText(words).waitFor()
    t.match(await facts(app, id), {
      name: 'SIEM',
      description: 'Reads <b>indicators</b>',
      scopes: ['feeds:read', 'iocs:read'],
    })
    t.equal(await page.locator('main b').count(), 0)

    await page.getByRole('button', { name: 'Dismiss' }).click()
    t.equal(await page.getByText('Saved SIEM.').count(), 0)
    await page.getByRole('button', { name: 'Revoke SIEM' }).click()
    await page.getByLabel('Details').fill('gone')
    await page.getByLabel('This cannot be undone.').check()
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await page.getByRole('heading', { level: 1, name: 'SIEM Revoked' }).waitFor()
    t.equal(await page.getByRole('button', { name: 'More actions' }).count(), 0)
    await page.getByRole('cell', { name: 'gone' }).waitFor()
    t.equal((await useKey(app, key)).statusCode, 401)
  },
)

exhaustiveBrowserTest('a rotation leads from each of its keys to the other', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'SIEM connector')
  const rotation = await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation`, payload: {} })
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(`/#/keys/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Retiring' }).waitFor()
  await page.getByRole('link', { name: rotation.json().id }).click()
  await page.getByRole('heading', { level: 1, name: 'Active' }).waitFor()
  await page.getByRole('link', { name: id }).click()
  await page.getByRole('heading', { level: 1, name: 'Retiring' }).waitFor()
  t.equal(new URL(page.url()).hash, `#/keys/${id}`)
  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('table', { name: 'Keys' }).waitFor()
})

exhaustiveBrowserTest('a key that is not there, or somebody else’s, is said not to be found', async (t, browser) => {
  const { app, origin } = await serve(t)
  const { id } = await createKey(app, await signIn('pro'), 'Of another account')
  const page = await newPage(t, browser, origin, { as: await signIn('pro') })
  for (const wanted of [id, '00000000-0000-4000-8000-00000000000f', 'no-id']) {
    await page.goto(`/#/keys/${wanted}`)
    await page.getByRole('heading', { name: 'Key not found' }).waitFor()
    await page.goto('/#/usage')
    await page.getByRole('heading', { name: 'Usage' }).waitFor()
  }
  t.equal(await page.getByText('Of another account').count(), 0)
})

exhaustiveBrowserTest('the keys are sorted by use and by expiry, and the address says how', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const made = new Map<string, string>()
  for (const name of ['first', 'second', 'third']) made.set(name, (await createKey(app, alice, name)).key)
  await useKey(app, String(made.get('second')))
  await app.activity.flush()
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await page.getByRole('link', { name: 'third' }).waitFor()
  const first = () => page.locator('tbody th strong').first().textContent()
  t.equal(await first(), 'third')
  await page.getByLabel('Sort').selectOption('Recently used first')
  await page.waitForFunction(() => document.querySelector('tbody th strong')?.textContent === 'second')
  const other = await newPage(t, browser, origin, { as: alice })
  await other.goto(page.url())
  await other.getByRole('link', { name: 'second' }).waitFor()
  t.equal(await other.getByLabel('Sort').inputValue(), '-last_used_at')
})
