import { call, createKey } from '../kit/app.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { choose, confirm, facts, prepare, row } from './revoking.ts'

exhaustiveBrowserTest('what people enter is shown as text in every view, never as markup', async (t, browser) => {
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
    t.same(await row(page, name).locator('bdi').allTextContents(), [name, reason])
    const { data } = (await call(app, { as: alice, url: '/api/v1/keys?status=revoked' })).json()
    t.ok(
      data.some((key: { revocation_reason: string }) => key.revocation_reason === reason),
      'the reason is stored unchanged',
    )
  }
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 720 })
    const excess = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('html, .scroll')].map(place => place.scrollWidth - place.clientWidth)),
    )
    t.ok(excess <= 0, `a page of ${width} pixels does not overflow`)
  }
  await screenshot(page, 'texts')
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await page.locator('.by-day').waitFor()
  t.equal(await page.locator('main img, main script').count(), 0)
  t.equal(await page.title(), 'History · keyward')
})

exhaustiveBrowserTest('a name that is too long gets a readable error', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Brief')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await choose(page, 'Edit', 'Brief')
  await page.getByLabel('Name', { exact: true }).fill('x'.repeat(101))
  const save = page.getByRole('button', { name: 'Save changes' })
  await save.click()
  await page.getByText('Too long by 1 character').waitFor()
  const field = page.getByLabel('Name', { exact: true })
  await page.waitForFunction(() => document.activeElement?.matches('[name=name][aria-invalid=true]'))
  t.equal((await facts(app, id)).name, 'Brief')
  // Problems that only the service finds appear in the same place.
  await field.fill('\u{200b}')
  t.equal(await field.getAttribute('aria-invalid'), null, 'the problem disappears while the field is edited')
  await save.click()
  await page.getByText('Use 1 to 100 characters, at least one of them visible').waitFor()
  t.equal(await page.getByRole('dialog').getByRole('alert').count(), 0)
  await field.fill('🔥'.repeat(100))
  await save.click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  t.equal((await facts(app, id)).name, '🔥'.repeat(100), 'the page counts characters like the API')
})

exhaustiveBrowserTest('a reason that is too long gets a readable error and revokes nothing', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'Wordy')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await prepare(page, 'Wordy', '🔥'.repeat(501))
  await page.getByText('Too long by 1 character').waitFor()
  await confirm(page)
  await page.waitForFunction(() => document.activeElement?.matches('textarea[aria-invalid=true]'))
  t.equal((await facts(app, id)).revoked_at, null)
  await page.getByLabel('Details').fill('🔥'.repeat(500))
  await confirm(page)
  await page.locator('dialog').waitFor({ state: 'detached' })
  t.equal((await facts(app, id)).revocation_reason, '🔥'.repeat(500))
})
