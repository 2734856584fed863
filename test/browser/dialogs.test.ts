import { createKey } from '../kit/app.ts'
import { browserTest, exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { facts } from './revoking.ts'

browserTest('a dialog asks before it discards what was typed', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  const name = page.getByLabel('Name', { exact: true })
  const question = page.getByText('Discard what you entered?')
  const leave: Record<string, () => Promise<unknown>> = {
    Escape: () => page.keyboard.press('Escape'),
    'Escape twice': async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    },
    'a press outside': () => page.mouse.click(2, 2),
    'the cross': () => page.getByRole('button', { name: 'Close' }).click(),
  }
  for (const [way, close] of Object.entries(leave)) {
    await page.getByRole('button', { name: 'Create key' }).click()
    await name.waitFor()
    await close()
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Create key' }).click()
    await name.fill('Half a na')
    await close()
    await question.waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    t.equal(await name.inputValue(), 'Half a na', `${way} keeps the text`)
    t.ok(await page.evaluate(() => document.activeElement?.closest('dialog')), 'and the focus in the dialog')
    await close()
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.locator('dialog').waitFor({ state: 'detached' })
  }
  await page.getByRole('button', { name: 'Create key' }).click()
  await name.fill('Half a na')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
})

exhaustiveBrowserTest('a new key expires at the end of a day, 90 days from now by default', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  for (const [choice, days] of [
    ['In 90 days', 90],
    ['In 30 days', 30],
  ] as const) {
    const end = await page.evaluate(days => {
      const end = new Date()
      end.setDate(end.getDate() + days)
      end.setHours(23, 59, 59, 0)
      const words = end.toLocaleDateString('en-GB', { dateStyle: 'medium' })
      return { iso: end.toISOString(), words }
    }, days)
    await page.getByRole('button', { name: 'Create key' }).click()
    const expires = page.getByLabel('Expires')
    if (days === 90) t.equal(await expires.locator('option:checked').textContent(), choice, 'the default')
    else await expires.selectOption(choice)
    await page.getByText(`Works through ${end.words}`).waitFor()
    await page.getByLabel('Name', { exact: true }).fill(`For ${days} days`)
    const [response] = await Promise.all([
      page.waitForResponse(response => response.request().method() === 'POST'),
      page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click(),
    ])
    t.equal((await facts(app, (await response.json()).id)).expires_at?.toISOString(), end.iso)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Close anyway' }).click()
    const row = page.getByRole('row').filter({ hasText: `For ${days} days` })
    await (days === 30 ? row.getByText('in 30 days') : row).waitFor()
  }
})
