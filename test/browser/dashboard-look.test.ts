import type { Page } from 'playwright-core'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, type PageOptions, screenshot, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { livedIn } from './people.ts'
import { choose } from './revoking.ts'

const LOOKS: Record<string, PageOptions> = {
  wide: { viewport: { width: 1280, height: 720 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' },
  medium: { viewport: { width: 1024, height: 768 }, colorScheme: 'light' },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  'narrow-dark': { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Every view and dialog, with how to get there from the one before. */
const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  keys: page => page.getByText('still in use').waitFor(),
  create: page => button(page, 'Create key').click(),
  secret: async page => {
    await page.getByLabel('Name', { exact: true }).fill('A new connector')
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await page.getByRole('heading', { name: 'Save your key' }).waitFor()
  },
  leaving: page => button(page, 'Done').click(),
  menu: async page => {
    await button(page, 'Close anyway').click()
    await button(page, 'More actions for SIEM connector').click()
  },
  rename: async page => {
    await page.keyboard.press('Escape')
    await choose(page, 'Edit', 'SIEM connector')
  },
  rotate: async page => {
    await button(page, 'Cancel').click()
    await choose(page, 'Rotate', 'TAXII poller')
  },
  retiring: async page => {
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
    await page.getByRole('heading', { name: 'Save your key' }).waitFor()
    await button(page, 'Done').click()
    await button(page, 'Close anyway').click()
    await page.getByText('Waits for the first use of the new key').waitFor()
  },
  'cancel-rotation': async page => {
    await page.getByRole('row').filter({ hasText: 'retiring' }).getByRole('button', { name: 'More actions' }).click()
    await button(page, 'Cancel rotation of TAXII poller').click()
  },
  leak: async page => {
    await button(page, 'Keep rotating').click()
    await choose(page, 'Report a leak of', 'SIEM connector')
    await page.locator('dl[aria-busy=false]').waitFor()
  },
  revoke: async page => {
    await button(page, 'Cancel').click()
    await button(page, 'Revoke SIEM connector').click()
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
    await button(page, 'Cancel').click()
    await button(page, 'Select').click()
    for (const name of ['Nightly export', 'SOAR playbooks']) await page.getByLabel(`Select ${name}`).check()
  },
  'revoke-many': async page => {
    await button(page, 'Revoke selected').click()
    await page.getByRole('dialog').getByRole('cell').first().waitFor()
  },
  usage: async page => {
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('link', { name: 'Usage' }).click()
    await page.getByRole('img', { name: /requests in the last 30 days/ }).waitFor()
  },
  numbers: page => page.getByText('View as table').click(),
  history: async page => {
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await page.getByText('no longer used').waitFor()
  },
}

for (const [look, options] of Object.entries(LOOKS))
  exhaustiveBrowserTest(`every view and dialog is legible and accessible, ${look}`, async (t, browser) => {
    const { app, origin } = await serve(t)
    const alice = await signIn('pro')
    await livedIn(app, alice)
    const page = await newPage(t, browser, origin, { as: alice, reducedMotion: 'reduce', ...options })
    await page.goto('/')
    for (const [view, open] of Object.entries(VIEWS)) {
      await open(page)
      t.same(await violations(page), [], `${view} has no barrier that axe knows of`)
      t.ok((await overflow(page)) <= 0, `${view} needs no scrolling sideways`)
      await screenshot(page, `${view}-${look}`)
    }
    await page.context().clearCookies()
    await page.reload()
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
    t.same(await violations(page), [], 'the signed-out page has no barrier that axe knows of')
  })

/** How much wider the page, or a table in it, is than its place. A table in numbers may be: one scrolls it by keyboard. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const tables = [...document.querySelectorAll('.scroll:not([tabindex])')]
    return Math.max(...[document.documentElement, ...tables].map(place => place.scrollWidth - place.clientWidth))
  })
