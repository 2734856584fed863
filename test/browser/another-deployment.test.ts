import type { Browser, Page } from 'playwright-core'
import type { Test } from 'tap'
import { type App, call } from '../kit/app.ts'
import { browserTest, newPage, serve } from '../kit/browser.ts'
import { asPassword, COASTAL, FJORD, publishedLines } from '../kit/fjord.ts'
import { signIn } from '../kit/people.ts'
import { ADMIN_TOKEN } from '../kit/portal.ts'
import { choose } from './revoking.ts'

const FORECASTS = { name: 'Storm warnings', scopes: ['forecasts:read'], description: 'Warns the harbor' }

/** Fjord Weather's deployment, and a page with the session of one of its customers. */
async function open(t: Test, browser: Browser) {
  const { app, origin } = await serve(t, { ...FJORD, ADMIN_TOKEN })
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const plan = await call(app, { method: 'PUT', url: '/admin/v1/plans/coastal', headers, payload: COASTAL })
  t.equal(plan.statusCode, 201)
  const alice = await signIn('coastal')
  const page = await newPage(t, browser, origin, { as: alice })
  return { app, alice, page, served: recorded(page) }
}

/** Everything that the service sends to a page, but for Swagger UI's own code. */
function recorded(page: Page) {
  const texts: Promise<string>[] = []
  page.on('response', response => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/docs/static/swagger-ui')) return
    const read = async () =>
      `${pathname} ${JSON.stringify(response.headers())}\n${await response.text().catch(() => '')}`
    texts.push(read())
  })
  return async () => (await Promise.all(texts)).join('\n').replaceAll(/(?<=_)\w{49}\b/g, '')
}

/** What a person sees or hears: the text of the page, and the attributes with words. */
const shown = (page: Page) =>
  page.evaluate(() => {
    const words = ['aria-label', 'placeholder', 'title', 'value', 'alt', 'content', 'href']
    const attributes = [...document.querySelectorAll('*')].flatMap(one => words.map(name => one.getAttribute(name)))
    const values = [...document.querySelectorAll('input, textarea')].map(one => (one as HTMLInputElement).value)
    return [document.title, document.body.innerText, ...attributes, ...values].filter(Boolean).join('\n')
  })

const use = async (app: App, key: string) =>
  (await app.inject({ url: '/api/v1/me', headers: asPassword(key, 'anyone') })).statusCode

async function onlyOwnWords(t: Test, page: Page, view: string) {
  const text = (await shown(page)).replaceAll(/(?<=_)\w{49}\b/g, '')
  t.ok(text.length > 100)
  t.same(publishedLines(text), [], view)
}

browserTest("another deployment's page walks through a key's life, in its own words", async (t, browser) => {
  const { app, page, served } = await open(t, browser)
  await page.goto('/')
  await page.getByRole('heading', { name: 'Make your first request' }).waitFor()
  t.match(await page.title(), 'Fjord Weather')
  await onlyOwnWords(t, page, 'first run')
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill(FORECASTS.name)
  await onlyOwnWords(t, page, 'create')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  const secret = await page.getByLabel('Key', { exact: true }).inputValue()
  t.match(secret, /^fjord_/)
  await onlyOwnWords(t, page, 'created')
  t.equal(await use(app, secret), 200)
  await page.getByText('First request admitted').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close anyway' }).click()

  await choose(page, 'Rotate', FORECASTS.name)
  await onlyOwnWords(t, page, 'rotate')
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click()
  const successor = await page.getByLabel('Key', { exact: true }).inputValue()
  for (const key of [secret, successor]) t.equal(await use(app, key), 200)
  await page.getByText('First request admitted').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close anyway' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  await onlyOwnWords(t, page, 'keys')

  await page.getByRole('link', { name: FORECASTS.name }).first().click()
  await page.getByRole('heading', { level: 1, name: FORECASTS.name }).waitFor()
  await page.getByText('Requests per day').waitFor()
  await onlyOwnWords(t, page, 'one key')
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('button', { name: `Revoke ${FORECASTS.name}` }).click()
  await page.getByLabel('Details').fill('the boat was sold')
  await onlyOwnWords(t, page, 'revoke')
  await page.getByLabel('This cannot be undone.').check()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await page.getByRole('heading', { level: 1, name: `${FORECASTS.name} Revoked` }).waitFor()
  t.same([await use(app, secret), await use(app, successor)].toSorted(), [200, 401])
  for (const [path, text] of [
    ['/#/usage', 'Coastal'],
    ['/#/history', 'the boat was sold'],
  ] as const) {
    await page.goto(path)
    await page.getByText(text).first().waitFor()
    await onlyOwnWords(t, page, path)
  }
  t.same(publishedLines(await served()), [], 'nothing that the service sent')
})

browserTest("another deployment's Swagger UI sends a key by HTTP Basic, in its own words", async (t, browser) => {
  const { app, alice, page, served } = await open(t, browser)
  const created = await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: FORECASTS })
  await page.goto('/docs')
  await page.getByRole('heading', { name: 'Fjord Weather API' }).waitFor()
  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const basic = page.locator('.auth-container').filter({ hasText: 'BasicKey' })
  t.match(await basic.innerText(), 'API key (fjord_…) as the password with any user name')
  await onlyOwnWords(t, page, 'authorize')
  await basic.getByLabel('auth-basic-username').fill('anyone')
  await basic.getByLabel('auth-basic-password').fill(created.json().key)
  await basic.getByRole('button', { name: 'Apply credentials' }).click()
  await basic.getByText('Authorized').waitFor()
  await page.getByRole('button', { name: 'Close' }).last().click()

  const operation = page.locator('#operations-Using_API_Keys-getMe')
  await operation.locator('.opblock-summary-control').click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  const answer = operation.locator('.live-responses-table')
  await answer.getByRole('cell', { name: /^\d{3}/ }).waitFor()
  t.match(await answer.innerText(), /200[\s\S]*Storm warnings/)
  // The document's test reads every operation.
  for (const id of ['API_Keys-createAPIKey', 'API_Keys-revokeAPIKey', 'Using_API_Keys-forwardAuth']) {
    await page.locator(`#operations-${id} .opblock-summary-control`).click()
    await page.locator(`#operations-${id} .responses-table`).first().waitFor()
  }
  await onlyOwnWords(t, page, 'operations')
  t.same(publishedLines(await served()), [], 'nothing that the service sent')
})
