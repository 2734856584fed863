import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'
import tap from 'tap'
import { build } from './app.ts'
import { onlyExhaustive } from './exhaustive.ts'
import type { Person } from './people.ts'
import { root } from './together.ts'
import { unless } from './unless.ts'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = PLACES.find(place => existsSync(place))
// In CI, a missing browser must not count as a success.
const missing = executablePath === undefined && process.env['CI'] !== 'true' && 'Chromium is not installed'

const ARGS = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/)

/** Longer than any step on a page takes, even on a busy machine. */
const GIVE_UP_MS = 60_000

export const canBrowse = executablePath !== undefined

type BrowserTest = (t: Test, browser: Browser) => Promise<unknown>

/** A test with Chromium. If Chromium is missing, the name of the skipped test says so; with CI=true the test fails. */
export function browserTest(name: string, body: BrowserTest) {
  return root().test(...unless(missing, name), async t => body(t, await launch()))
}

/** Like `browserTest`, for tests that take long and do not cover the main path of the page. */
export function exhaustiveBrowserTest(name: string, body: BrowserTest) {
  const skipped = onlyExhaustive('a browser takes a while')
  return root().test(...unless(skipped || missing, name), async t => body(t, await launch()))
}

let launched: Promise<Browser> | undefined

/**
 * The headless Chromium of a test file. Starting one takes longer than most tests, so tests share it with separate
 * profiles.
 */
export async function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`Chromium is not installed at ${PLACES.join(', ')}`)
  launched ??= chromium.launch({ executablePath, args: ARGS })
  return launched
}

tap.teardown(async function closeBrowser() {
  await (await launched)?.close()
})

/** An app on a new database that listens on loopback. */
export async function serve(t: Test, env: NodeJS.ProcessEnv = {}) {
  const app = await build(t, env)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, origin }
}

export interface PageOptions extends BrowserContextOptions {
  /** The person whose session the browser has; none if omitted. */
  as?: Person
}

/** A page of a new browser profile with the app as its base URL. Errors in the page fail the test. */
export async function newPage(t: Test, browser: Browser, origin: string, { as, ...options }: PageOptions = {}) {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options })
  t.teardown(() => context.close())
  if (as) await context.addCookies([sessionCookie(as, origin)])
  const page = await context.newPage()
  page.setDefaultTimeout(GIVE_UP_MS)
  page.on('pageerror', error => t.fail(`the page threw: ${error.stack}`))
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) t.fail(`the policy was violated: ${message.text()}`)
  })
  return page
}

/** A person's session as the browser's cookie. */
export function sessionCookie({ cookie }: Person, origin: string) {
  const [name = '', value = ''] = cookie.split('=')
  return { name, value, url: origin, httpOnly: true, sameSite: 'Lax' as const }
}

const { SCREENSHOTS } = process.env

/** Takes a screenshot of a page, and keeps it in the folder SCREENSHOTS if that is set. */
export const screenshot = (page: Page, name: string) =>
  page.screenshot(SCREENSHOTS === undefined ? {} : { path: join(SCREENSHOTS, `${name}.png`) })
