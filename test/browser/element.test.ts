import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { createKey, useKey } from '../kit/app.ts'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve, sessionCookie } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { choose, confirm, prepare, showTab } from './revoking.ts'

/** A page of somebody else's, with a strict policy of its own, in which the element stands. */
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
/** As the README has it. */
const MARKUP = /```html element\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''

const html = (origin: string, more = '') => `<!doctype html><html lang="en"><title>Their page</title>
  <main><h1>Settings</h1>${MARKUP.replace('https://keys.example.com', origin)}</main>${more}`

exhaustiveBrowserTest('the element manages keys on a page of another origin, by cookie', async (t, browser) => {
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
  t.equal(new URL(page.url()).hash, '#their-own', 'the address stays theirs')
  t.equal(await page.title(), 'Their page')
  const again = page.waitForRequest('**/api/v1/session')
  await page.locator('keyward-keys').evaluate((element, service) => element.setAttribute('service', service), origin)
  await again
  await page.getByRole('link', { name: 'SIEM connector' }).waitFor()

  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('From their page')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const curl = await page.getByRole('textbox', { name: 'Try it in a terminal' }).inputValue()
  t.ok(curl.endsWith(`${origin}/api/v1/me`), curl)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close anyway' }).click()
  await choose(page, 'Rotate', 'From their page')
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close anyway' }).click()
  await showTab(page, 'Retiring')
  await page.getByText('Waits for the first use').waitFor()
  await showTab(page, 'Active')
  await prepare(page, 'SIEM connector', 'from their page')
  await screenshot(page, 'element')
  await confirm(page)
  await page.getByText('from their page', { exact: true }).waitFor()
  t.equal((await useKey(app, key)).statusCode, 401)
  t.same(await violations(page), [])
  t.same(problems, [], 'their policy forbids nothing that it needs')
})

exhaustiveBrowserTest(
  'the element sends a token where there is one, and themes follow the page',
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
    // What changes does so over a moment.
    await page.waitForFunction(() => {
      const element = document.querySelector('keyward-keys') as HTMLElement
      element.style.setProperty('--keyward-accent', 'rgb(1, 2, 3)')
      const button = element.shadowRoot?.querySelector('button.primary')
      return button && getComputedStyle(button).backgroundColor === 'rgb(1, 2, 3)'
    })
    t.pass('its colours are custom properties')
    await page.evaluate(() => document.querySelector('keyward-keys')?.remove())
    t.equal(await page.getByText('SIEM connector').count(), 0)
  },
)
