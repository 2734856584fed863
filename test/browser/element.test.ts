import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import type { Test } from 'tap'
import { createKey, useKey } from '../kit/app.ts'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve, sessionCookie } from '../kit/browser.ts'
import { type Person, signIn } from '../kit/people.ts'
import { livedIn } from './people.ts'
import { choose, confirm, prepare, showTab } from './revoking.ts'

/** A third party's page with a strict Content-Security-Policy that contains the element. */
async function pageOf(t: Test, keyward: () => string, markup: () => string) {
  const site = createServer((request, response) => {
    const script = `document.querySelector('keyward-keys').accessToken = async () => localStorage.getItem('token')`
    if (request.url === '/token.js') return void response.setHeader('content-type', 'text/javascript').end(script)
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${keyward()}; connect-src ${keyward()}; base-uri 'none';
       require-trusted-types-for 'script'`.replace(/\s+/g, ' '),
    )
    response.setHeader('content-type', 'text/html; charset=utf-8').end(markup())
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  t.teardown(() => site.close())
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`
}

const readme = await readFile(new URL('../../client/README.md', import.meta.url), 'utf8')
/** The markup from the README. */
const MARKUP = /```html element\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''

const html = (origin: string, more = '') => `<!doctype html><html lang="en"><title>Their page</title>
  <main><h1>Settings</h1>${MARKUP.replace('https://keys.example.com', origin)}</main>${more}`

exhaustiveBrowserTest('the element manages keys on a page of another origin with a cookie', async (t, browser) => {
  let keyward = ''
  const theirs = await pageOf(
    t,
    () => keyward,
    () => html(keyward),
  )
  const { app, origin } = await serve(t, { CORS_ORIGINS: theirs })
  keyward = origin
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice, 'SIEM connector')
  const page = await newPage(t, browser, theirs)
  const problems: string[] = []
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.context().addCookies([sessionCookie(alice, origin)])
  await page.goto('/#their-own')
  await page.getByRole('link', { name: 'SIEM connector' }).click()
  await page.getByRole('heading', { name: 'SIEM connector' }).waitFor()
  await page.getByText('Requests per day').waitFor()
  await page.getByRole('link', { name: 'API keys' }).click()
  t.equal(new URL(page.url()).hash, '#their-own', "the page's URL is unchanged")
  t.equal(await page.title(), 'Their page')
  const again = page.waitForRequest('**/api/v1/session')
  await page.locator('keyward-keys').evaluate((element, service) => element.setAttribute('service', service), origin)
  await again
  await page.getByRole('link', { name: 'SIEM connector' }).waitFor()

  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('From their page')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const curl = await page.getByRole('textbox', { name: 'Try it' }).inputValue()
  t.ok(curl.endsWith(`${origin}/api/v1/me`), curl)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close anyway' }).click()
  await choose(page, 'Rotate', 'From their page')
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close anyway' }).click()
  await showTab(page, 'Rotating')
  await page.getByText('New key not used yet').waitFor()
  await showTab(page, 'Active')
  await prepare(page, 'SIEM connector', 'from their page')
  await screenshot(page, 'element')
  await confirm(page)
  await page.getByText('from their page', { exact: true }).waitFor()
  t.equal((await useKey(app, key)).statusCode, 401)
  t.same(await violations(page), [])
  t.same(problems, [], 'the element works under the strict policy')
})

exhaustiveBrowserTest(
  'the element sends an access token if it has one, and takes its colors from the page',
  async (t, browser) => {
    let keyward = ''
    const theirs = await pageOf(
      t,
      () => keyward,
      () => html(keyward, '<script src="/token.js"></script>'),
    )
    const { app, origin } = await serve(t, { CORS_ORIGINS: theirs })
    keyward = origin
    const alice = await signIn('pro')
    await createKey(app, alice, 'SIEM connector')
    const page = await newPage(t, browser, theirs)
    await page.goto('/')
    await page.getByRole('alert').waitFor()
    await page.evaluate(token => localStorage.setItem('token', token), alice.cookie.replace('sb-access-token=', ''))
    await page.reload()
    await page.getByRole('link', { name: 'SIEM connector' }).waitFor()
    // Colors change in a short transition.
    await page.waitForFunction(() => {
      const element = document.querySelector('keyward-keys') as HTMLElement
      element.style.setProperty('--keyward-accent', 'rgb(1, 2, 3)')
      const button = element.shadowRoot?.querySelector('button.primary')
      return button && getComputedStyle(button).backgroundColor === 'rgb(1, 2, 3)'
    })
    t.pass('the colors are custom properties')
    await page.evaluate(() => document.querySelector('keyward-keys')?.remove())
    t.equal(await page.getByText('SIEM connector').count(), 0)
  },
)

/** A page of another origin that contains the element and has a person's token. */
async function withToken(t: Test, browser: Browser, markup: (origin: string) => string) {
  let keyward = ''
  const theirs = await pageOf(
    t,
    () => keyward,
    () => markup(keyward),
  )
  const { app, origin } = await serve(t, { CORS_ORIGINS: theirs, SESSION_LIMIT_PER_MINUTE: '10000' })
  keyward = origin
  const alice = await signIn('pro')
  const page = await newPage(t, browser, theirs, { viewport: { width: 1440, height: 900 } })
  await page.goto('/')
  const give = (person: Person) =>
    page.evaluate(
      token => {
        const host = document.querySelector('keyward-keys') as HTMLElement & { accessToken: () => Promise<string> }
        host.accessToken = async () => token
      },
      person.cookie.replace('sb-access-token=', ''),
    )
  return { app, origin, page, alice, give }
}

exhaustiveBrowserTest('open dialogs survive when the host page sets a new token function', async (t, browser) => {
  const { app, origin, page, alice, give } = await withToken(t, browser, html)
  await createKey(app, alice, 'SIEM connector')
  const bob = await signIn('pro')
  await createKey(app, bob, 'Of Bob')
  await give(alice)
  await page.getByRole('link', { name: 'SIEM connector' }).waitFor()
  async function renderAgain() {
    await give(alice)
    await page.locator('keyward-keys').evaluate((host, service) => host.setAttribute('service', service), origin)
    await give(alice)
  }
  await page.locator('keyward-keys').evaluate((host, service) => host.setAttribute('service', service), origin)
  await page.getByRole('link', { name: 'SIEM connector' }).waitFor()
  await page.getByRole('button', { name: 'Create key' }).click()
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('Half filled')
  await renderAgain()
  t.equal(await name.inputValue(), 'Half filled')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const secret = page.getByRole('textbox', { name: 'Key', exact: true })
  await secret.waitFor()
  await renderAgain()
  t.match(await secret.inputValue(), /^sk_live_/)

  await give(bob)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByRole('link', { name: 'Of Bob' }).waitFor()
  await page.getByText('This browser is now signed in to a different account.').waitFor()
  t.equal(await secret.count(), 0, 'the new function is used, and the new account sees nothing of the first one')

  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
  t.equal(await page.locator('keyward-keys').evaluate(host => host.shadowRoot?.childElementCount), 0)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await page.getByRole('link', { name: 'Of Bob' }).waitFor()
})

const WIDTHS = [320, 400, 480, 560, 640, 700, 759, 760, 800, 860, 912, 950, 1000, 1046, 1100]

exhaustiveBrowserTest('the element fits columns of 320 to 1,100 px in a wide window', async (t, browser) => {
  const { app, page, alice, give } = await withToken(t, browser, html)
  await livedIn(app, alice)
  await give(alice)
  await page.getByRole('link', { name: 'SIEM connector' }).waitFor()
  /** @returns descriptions of everything that does not fit the column */
  const faults = () =>
    page.evaluate(() => {
      const host = document.querySelector('keyward-keys') as HTMLElement
      const root = host.shadowRoot as ShadowRoot
      const { right } = host.getBoundingClientRect()
      const found: string[] = []
      for (const part of root.querySelectorAll('*')) {
        const box = part.getBoundingClientRect()
        if (box.width > 1 && box.right > right + 1 && !part.closest('dialog, [popover], .scroll, .tabs'))
          found.push(`${part.tagName}.${part.className} ends ${box.right - right} px outside`)
      }
      for (const scroll of root.querySelectorAll('.scroll'))
        if (scroll.scrollWidth > scroll.clientWidth + 1) found.push(`a table is ${scroll.scrollWidth} px wide`)
      for (const name of root.querySelectorAll('.key-name a, .facts code')) {
        const lines = Math.round(name.getBoundingClientRect().height / 19)
        if (lines > 3) found.push(`${name.textContent} takes ${lines} lines`)
      }
      return found
    })
  for (const width of WIDTHS) {
    await page.locator('main').evaluate((main, width) => Object.assign(main.style, { width: `${width}px` }), width)
    t.same(await faults(), [], `${width} px`)
    await screenshot(page, `element-${width}`)
  }
  t.same(await violations(page), [])
  await page.locator('main').evaluate(main => Object.assign(main.style, { display: 'flex', width: '900px' }))
  t.equal(
    await page.locator('keyward-keys').evaluate(host => host.clientWidth > 500),
    true,
    'the element has a width in a flex row',
  )
  await page.locator('main').evaluate(main => Object.assign(main.style, { display: '' }))
  await page.getByRole('link', { name: 'SIEM connector' }).click()
  await page.getByText('Requests per day').waitFor()
  for (const width of WIDTHS) {
    await page.locator('main').evaluate((main, width) => Object.assign(main.style, { width: `${width}px` }), width)
    t.same(await faults(), [], `${width} px`)
    await screenshot(page, `element-key-${width}`)
  }
})
