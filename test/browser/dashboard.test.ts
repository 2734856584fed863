import { readFile } from 'node:fs/promises'
import { createKey, useKey } from '../kit/app.ts'
import { browserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { choose, showTab } from './revoking.ts'

browserTest('a key is created and revoked with the mouse', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')

  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('SIEM connector')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const secret = await page.getByLabel('Key', { exact: true }).inputValue()
  t.match(await page.getByRole('textbox', { name: 'Try it' }).inputValue(), `Bearer $API_KEY" ${origin}/api/v1/me`)
  t.equal((await useKey(app, secret)).statusCode, 200, 'the key works')

  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('You have not saved the key.').waitFor()
  await page.getByRole('button', { name: 'Go back' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ])
  t.equal(download.suggestedFilename(), 'SIEM-connector.txt')
  t.equal(await readFile(await download.path(), 'utf8'), `${secret}\n`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy: Key' }).click()
  await page.getByText('Copied').waitFor()
  t.equal(await page.evaluate(() => navigator.clipboard.readText()), secret)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })

  await choose(page, 'Revoke', 'SIEM connector')
  await page.getByText('Compromised').click()
  await page.getByLabel('Details').fill('the laptop was stolen')
  await page.getByLabel('This cannot be undone.').check()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await page.getByText('compromised: the laptop was stolen').waitFor()

  t.equal(await page.locator('dialog').count(), 0, 'the dialog is closed')
  t.equal((await useKey(app, secret)).statusCode, 401, 'the key no longer works')
  const row = await app.db.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow()
  t.equal(row.revocation_reason, 'compromised: the laptop was stolen')
  t.equal(row.revoked_by, `user:${alice.accountId}`)
})

browserTest('a key is created, rotated and revoked with the keyboard', async (t, browser) => {
  const { app, origin } = await serve(t)
  const page = await newPage(t, browser, origin, { as: await signIn('pro') })
  await page.goto('/')
  await page.getByRole('heading', { name: 'API keys' }).waitFor()
  const { keyboard } = page
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('a, button, input, textarea, select')?.outerHTML)
  /** Waits until the page has moved the focus, which happens after the visible change. */
  async function focusMovesTo(label: string, why: string) {
    const moved = (wanted: string) =>
      document.activeElement?.closest('a, button, input, textarea, select')?.outerHTML.includes(wanted)
    await page.waitForFunction(moved, label).catch(() => {})
    t.match(await focused(), label, why)
  }
  /** Presses Tab until an element has the focus, as a person would. */
  async function tabTo(element: ReturnType<typeof page.getByRole>) {
    for (let presses = 0; presses < 40; presses++) {
      if ((await element.count()) > 0 && (await element.evaluate(node => node === document.activeElement))) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead there; the focus is on ${await focused()}`)
  }

  await keyboard.press('Tab')
  await focusMovesTo('Skip to content', 'the first tab stop skips the header')
  await keyboard.press('Enter')
  await tabTo(page.getByRole('button', { name: 'Create key' }))
  await keyboard.press('Enter')
  await keyboard.type('Typed key')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Save your key' }).waitFor()
  await page.waitForFunction(() => getSelection()?.toString().startsWith('sk_live_')) // selected for copying
  const secret = await page.getByRole('textbox', { name: 'Key', exact: true }).inputValue()
  await keyboard.press('Escape')
  await focusMovesTo('Go back', 'closing without copying the key asks for confirmation')
  await keyboard.press('Enter')
  await tabTo(page.getByRole('textbox', { name: 'Key', exact: true }))
  await keyboard.press('Control+c')
  await page.getByText('Copied').waitFor()
  await keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  await focusMovesTo('Create key', 'the focus returns to the button that opened the dialog')

  await tabTo(page.getByRole('button', { name: 'Rotate Typed key' }))
  await keyboard.press('ArrowRight')
  await focusMovesTo('More actions for Typed key', 'the arrow keys move along the controls of the row')
  await keyboard.press('Enter')
  await focusMovesTo('Edit Typed key', 'the focus moves into the menu')
  await keyboard.press('ArrowDown')
  await focusMovesTo('Pause Typed key', 'the arrow keys move along the menu')
  await keyboard.press('Escape')
  await focusMovesTo('More actions for Typed key', 'Escape closes the menu')
  await keyboard.press('ArrowLeft')
  await focusMovesTo('Rotate Typed key', 'and back')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Rotate key' }).waitFor()
  await tabTo(page.getByLabel('Grace period'))
  await keyboard.type('7')
  await tabTo(page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }))
  await keyboard.press('Enter')
  await page.getByText('expires 7 days after the new key is first used').waitFor()
  const successor = await page.getByRole('textbox', { name: 'Key', exact: true }).inputValue()
  await tabTo(page.getByRole('textbox', { name: 'Key', exact: true }))
  await keyboard.press('Control+c')
  await page.getByText('Copied').waitFor()
  await keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  for (const one of [secret, successor]) t.equal((await useKey(app, one)).statusCode, 200, 'both keys work')

  async function openRevocation() {
    await keyboard.press('Enter')
    await focusMovesTo('Edit Typed key', 'the menu opens')
    await keyboard.press('ArrowUp')
    await focusMovesTo('Revoke Typed key', 'the action that cannot be undone is the last one')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Revoke this key?' }).waitFor()
  }
  await tabTo(page.getByRole('button', { name: 'Rotate Typed key' }))
  await keyboard.press('ArrowRight')
  await openRevocation()
  for (let presses = 0; presses < 15; presses++) {
    await keyboard.press('Tab')
    // Outside of the dialog, only the browser's own controls can have the focus.
    t.ok(
      await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog')),
    )
  }
  await keyboard.press('Escape')
  await focusMovesTo('More actions for Typed key', 'Escape keeps the key and returns the focus')
  await openRevocation()
  await tabTo(page.getByRole('radio', { name: 'Compromised' }))
  t.notOk(await page.getByRole('radio', { name: 'Compromised' }).isChecked(), 'no reason is preselected')
  await keyboard.press('ArrowRight')
  await tabTo(page.getByRole('textbox', { name: 'Details' }))
  await keyboard.type('autumn')
  await tabTo(page.getByRole('button', { name: 'Revoke key' }))
  await keyboard.press('Enter')
  t.equal((await useKey(app, successor)).statusCode, 200, 'without confirmation nothing happens')
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'checkbox')
  await keyboard.press('Space')
  await keyboard.press('Enter')
  await page.getByText('rotation: autumn').waitFor()

  await focusMovesTo('Typed key', 'the focus stays in the row')
  await page.getByRole('status').filter({ hasText: 'Typed key has been revoked' }).waitFor()
  t.equal((await useKey(app, successor)).statusCode, 401)
})

browserTest('a rotated key and its successor both work during the grace period', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const old = await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await choose(page, 'Rotate', 'SIEM connector')
  t.equal(await page.getByLabel('Grace period').inputValue(), '86400', 'the default is one day')
  await page.getByLabel('Reason').fill('quarterly')
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
  await page.getByText('expires 24 hours after the new key is first used').waitFor()
  const key = await page.getByRole('textbox', { name: 'Key', exact: true }).inputValue()
  await page.getByRole('textbox', { name: 'Key', exact: true }).focus()
  await page.keyboard.press('Control+c')
  await page.getByText('Copied').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('replaces an older key').waitFor()
  await showTab(page, 'Rotating')
  await page.getByText(/New key not used yet — this key works until \d/).waitFor()

  for (const one of [old.key, key])
    t.equal((await useKey(app, one)).statusCode, 200, 'both keys work during the grace period')
  await app.runJob('activity')
  await app.runJob('graces')
  await page.reload()
  await page.getByText(/New key in use — this key stops \d/).waitFor()
  await page.getByRole('cell', { name: /^(tomorrow|in 23 hours)$/ }).waitFor()

  await page
    .getByRole('row')
    .filter({ hasText: 'this key stops' })
    .getByRole('button', { name: 'More actions' })
    .click()
  await page.getByRole('button', { name: 'Cancel rotation of SIEM connector' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel rotation' }).click()
  t.equal((await useKey(app, key)).statusCode, 200, 'without confirmation nothing happens')
  await page.getByLabel('This cannot be undone.').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel rotation' }).click()
  await page.getByText('The rotation of SIEM connector has been canceled').waitFor()
  t.equal((await useKey(app, key)).statusCode, 401)
  t.equal((await useKey(app, old.key)).statusCode, 200)
})

browserTest('a leak is reported on the page and shows where the key was found', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  await choose(page, 'Revoke', 'SIEM connector')
  await page.getByText('Compromised', { exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Report a leak' }).click()
  await page.getByLabel('This cannot be undone.').check()
  for (const wrong of ['ftp://paste.example/', key]) {
    await page.getByLabel('Where it was found').fill(wrong)
    await page.getByText('Enter a web address').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Revoke leaked key' }).click()
    await page.getByText('Enter a web address').waitFor()
    t.equal((await useKey(app, key)).statusCode, 200)
  }
  await page.getByLabel('Where it was found').fill('paste.example/<b>1</b>')
  await page.getByLabel('Note').fill('in a public paste')
  await page.getByRole('button', { name: 'Revoke leaked key' }).click()
  await page.getByText('leaked: in a public paste').waitFor()
  t.equal((await useKey(app, key)).statusCode, 401)
  await page.getByRole('link', { name: 'SIEM connector' }).click()
  await page.getByText('Leak reported by the owner').first().waitFor()
  await page.getByText('https://paste.example/%3Cb%3E1%3C/b%3E').first().waitFor()
  await page.getByRole('list', { name: 'History' }).getByText('in a public paste').waitFor()
  t.equal(await page.locator('main b').count(), 0)
})

browserTest('a signed-out visitor sees how to sign in', async (t, browser) => {
  const { origin } = await serve(t, { SIGN_IN_URL: 'https://sign-in.example/start' })
  const page = await newPage(t, browser, origin)
  await page.goto('/')
  await page.getByRole('heading', { name: 'Signed out' }).waitFor()
  t.equal(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href'), 'https://sign-in.example/start')
})
