import type { Page } from 'playwright-core'
import { createKey } from '../kit/app.ts'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { livedIn } from './people.ts'
import { choose, select, showTab } from './revoking.ts'

/** A test sends more requests than a person would. */
const MANY = { SESSION_LIMIT_PER_MINUTE: '100000' }

const SIZES = { 1280: 720, 1024: 768, 800: 700, 768: 900, 390: 844, 320: 640 }

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

async function leaveSecret(page: Page) {
  await page.getByRole('heading', { name: 'Save your key' }).waitFor()
  await button(page, 'Done').click()
  await button(page, 'Close anyway').click()
}

/** Every view, dialog and state, with the steps to get there from the one before. */
const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  keys: page => page.getByRole('link', { name: 'SIEM connector' }).waitFor(),
  create: page => button(page, 'Create key').click(),
  problems: async page => {
    await page.getByLabel('Access').selectOption('Only these scopes')
    await page.getByLabel('Expires').selectOption('On a specific date')
    await inDialog(page, 'Create key').click()
    await page.getByText('Enter a name').waitFor()
  },
  secret: async page => {
    await page.getByLabel('Access').selectOption('Full access')
    await page.getByLabel('Expires').selectOption('Never')
    await page.getByLabel('Name', { exact: true }).fill('A new connector')
    await inDialog(page, 'Create key').click()
    await page.getByRole('heading', { name: 'Save your key' }).waitFor()
  },
  leaving: page => button(page, 'Done').click(),
  menu: async page => {
    await button(page, 'Close anyway').click()
    await button(page, 'More actions for SIEM connector').click()
  },
  edit: async page => {
    await page.keyboard.press('Escape')
    await choose(page, 'Edit', 'SIEM connector')
  },
  edited: async page => {
    await page.getByLabel('Description').fill('Reads indicators for the SIEM')
    await button(page, 'Save changes').click()
    await page.getByText('Saved SIEM connector.').waitFor()
  },
  rotate: page => choose(page, 'Rotate', 'TAXII poller'),
  retiring: async page => {
    await inDialog(page, 'Rotate key').click()
    await leaveSecret(page)
    await showTab(page, 'Rotating')
    await page.getByText('New key not used yet').waitFor()
  },
  'cancel-rotation': page => choose(page, 'Cancel rotation of', 'TAXII poller'),
  leak: async page => {
    await button(page, 'Keep rotation').click()
    await showTab(page, 'Active')
    await choose(page, 'Report a leak of', 'SIEM connector')
    await page.locator('dl[aria-busy=false]').waitFor()
  },
  revoke: async page => {
    await inDialog(page, 'Cancel').click()
    await choose(page, 'Revoke', 'SIEM connector')
    await page.locator('dl[aria-busy=false]').waitFor()
    await page.getByText('Rotation', { exact: true }).click()
  },
  failed: async page => {
    await page.route('**/api/v1/keys/*', route => route.abort(), { times: 1 })
    await page.getByLabel('This cannot be undone.').check()
    await button(page, 'Revoke key').click()
    await page.getByRole('alert').getByText('keyward cannot be reached.').waitFor()
  },
  select: async page => {
    await inDialog(page, 'Cancel').click()
    for (const name of ['Nightly export', 'SOAR playbooks']) await select(page, name)
  },
  'revoke-many': async page => {
    await button(page, 'Revoke selected…').click()
    await page.getByRole('dialog').getByRole('cell').first().waitFor()
  },
  'still-used': async page => {
    await inDialog(page, 'Cancel').click()
    await button(page, 'Cancel').click()
    await page.getByText('1 revoked key is still being called. 1,284 requests with').waitFor()
    await page.getByRole('link', { name: 'Review' }).click()
    await page.getByText('Last rejected').waitFor()
  },
  none: async page => {
    await page.getByRole('searchbox').fill('matches nothing')
    await page.getByText('No matching keys').waitFor()
  },
  key: async page => {
    await page.getByRole('searchbox').fill('')
    await page.getByRole('link', { name: 'Review' }).click()
    await page.getByRole('link', { name: 'Laptop of the red team' }).click()
    await page.getByText('1,284 requests').waitFor()
    await page.getByRole('list', { name: 'History' }).getByText('compromised').waitFor()
  },
  usage: async page => {
    await page.getByRole('link', { name: 'Usage' }).click()
    await page
      .getByRole('img', { name: /in the last 30 days/ })
      .first()
      .waitFor()
  },
  numbers: page => page.getByText('View as table').click(),
  history: async page => {
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await page.getByText('no longer used').waitFor()
  },
  'no-events': async page => {
    await page.getByLabel('Action').selectOption('Grace period started')
    await page.getByText('No events match these filters').waitFor()
  },
  'signed-out': async page => {
    await page.context().clearCookies()
    await page.reload()
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
  },
}

for (const [width, height] of Object.entries(SIZES))
  for (const colorScheme of ['light', 'dark'] as const) {
    const look = `${width} pixels, ${colorScheme}`
    exhaustiveBrowserTest(`every view, dialog and state is legible and accessible, ${look}`, async (t, browser) => {
      const { app, origin } = await serve(t, { SIGN_OUT_URL: 'https://sign-out.example/', ...MANY })
      const alice = await signIn('pro')
      await livedIn(app, alice)
      const viewport = { width: Number(width), height }
      const page = await newPage(t, browser, origin, { as: alice, reducedMotion: 'reduce', viewport, colorScheme })
      await page.goto('/')
      for (const [view, open] of Object.entries(VIEWS)) {
        await open(page)
        t.same(await violations(page), [], `axe finds no problem in ${view}`)
        t.ok((await overflow(page)) <= 0, `${view} does not scroll sideways`)
        await screenshot(page, `${view}-${width}-${colorScheme}`)
      }
    })
  }

exhaustiveBrowserTest('forty keys fit on three screens and in 95 tab stops', async (t, browser) => {
  const { app, origin } = await serve(t, { SIGN_OUT_URL: 'https://sign-out.example/', ...MANY })
  const alice = await signIn('pro')
  for (let n = 1; n <= 40; n++) await createKey(app, alice, `Connector of team ${n}`)
  const page = await newPage(t, browser, origin, { as: alice, viewport: { width: 1280, height: 800 } })
  await page.goto('/')
  await page.getByText('Connector of team 40').waitFor()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  t.ok(height < 2_400, `${height} pixels`)
  await page.getByText('Connector of team 1', { exact: true }).waitFor()
  let stops = 0
  for (; stops < 200; stops++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement === document.body)) break
  }
  t.ok(stops > 80 && stops <= 95, `${stops} stops`)
})

exhaustiveBrowserTest('every button is large enough for a finger', async (t, browser) => {
  const { app, origin } = await serve(t, MANY)
  const alice = await signIn('pro')
  await livedIn(app, alice)
  const viewport = { width: 390, height: 844 }
  const page = await newPage(t, browser, origin, { as: alice, viewport, hasTouch: true, isMobile: true })
  const small = () =>
    page
      .locator('button:visible, select:visible, input:visible, .tabs label:visible, nav a:visible')
      .evaluateAll(all =>
        all
          .filter(one => one.getBoundingClientRect().height < 40 && !one.matches('[type=radio], [type=checkbox]'))
          .map(one => one.outerHTML),
      )
  await page.goto('/')
  await page.getByRole('link', { name: 'SIEM connector' }).waitFor()
  t.same(await small(), [])
  await button(page, 'More actions for SIEM connector').tap()
  t.same(await small(), [])
  await button(page, 'Revoke SIEM connector').tap()
  await page.locator('dl[aria-busy=false]').waitFor()
  t.same(await small(), [])
})

/**
 * How far the page, or a part of it, overflows its width. The table of numbers may: it can be scrolled by keyboard. The
 * lines of a key's row are cut: the whole text is on the key's page.
 */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const inside = [...document.querySelectorAll('.scroll:not([tabindex]), .preview, .segments')]
    return Math.max(...[document.documentElement, ...inside].map(place => place.scrollWidth - place.clientWidth))
  })
