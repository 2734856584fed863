import type { Page } from 'playwright-core'
import { createKey } from '../kit/app.ts'
import { browserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'
import { ADMIN_TOKEN, newLink, signedInByLink } from '../kit/portal.ts'
import { row } from './revoking.ts'

/** What the page sends besides the request for itself, which has no fragment. */
function requestsOf(page: Page) {
  const sent: string[] = []
  page.on('request', request => {
    if (!request.isNavigationRequest()) sent.push(`${request.url()} ${request.headers()['referer'] ?? ''}`)
  })
  return sent
}

browserTest('a link signs in once, and its code is gone from the address before it is used', async (t, browser) => {
  const { app, origin } = await serve(t, { ADMIN_TOKEN })
  const owner = await signedInByLink(app)
  await createKey(app, owner, 'Of the organization')
  const { code } = await newLink(app, { label: 'ada@example.com' })
  const page = await newPage(t, browser, origin)
  const requests: string[] = []
  await page.route('**/api/v1/sign-in', async route => {
    requests.push(page.url())
    await route.continue()
  })
  const sent = requestsOf(page)
  await page.goto(`/enter#${code}`)
  await row(page, 'Of the organization').waitFor()
  t.same(requests, [`${origin}/`], 'when the code is posted, the address does not have it')
  t.equal(page.url(), `${origin}/`)
  t.ok(sent.length > 3)
  t.notMatch(sent.join(' '), code, 'nor does any address or referrer that the page sends')
  t.equal(await page.evaluate(() => history.length), 2, 'the address with the code has been replaced, not followed')
  const cookies = await page.context().cookies()
  t.match(cookies, [{ name: 'keyward', httpOnly: true, sameSite: 'Lax', path: '/' }])

  const other = await newPage(t, browser, origin)
  await other.goto(`/enter#${code}`)
  await other.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  t.same(await other.context().cookies(), [])

  await page.getByRole('button', { name: 'Signed in: ada@example.com' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Signed out' }).waitFor()
  t.same(await page.context().cookies(), [])
})

browserTest('someone who is signed in is asked before a link replaces their session', async (t, browser) => {
  const { app, origin } = await serve(t, { ADMIN_TOKEN })
  const [alice, owner] = [await signIn('pro'), await signedInByLink(app)]
  await createKey(app, alice, 'Of Alice')
  await createKey(app, owner, 'Of the organization')
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(`/enter#${(await newLink(app)).code}`)
  await page.getByText(`You are signed in as ${alice.accountId}`).waitFor()
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await row(page, 'Of Alice').waitFor()
  await page.goto(`/enter#${(await newLink(app)).code}`)
  await page.getByRole('button', { name: 'Switch' }).click()
  await row(page, 'Of the organization').waitFor()
  t.equal(await page.getByText('Of Alice').count(), 0)
})

browserTest('a page that cannot keep the session says that it needs HTTPS', async (t, browser) => {
  const { app } = await serve(t, { ADMIN_TOKEN, PUBLIC_URL: 'https://keys.example.com' })
  const { code } = await newLink(app)
  // Browsers keep cookies that are for HTTPS on loopback too, so the page has another name.
  const page = await newPage(t, browser, 'http://keys.test')
  await page.route('http://keys.test/**', async route => {
    const request = route.request()
    const reply = await app.inject({
      method: request.method() as 'GET' | 'POST',
      url: request.url().replace('http://keys.test', ''),
      headers: { ...(await request.allHeaders()), host: 'keys.test' },
      ...(request.postData() && { payload: String(request.postData()) }),
    })
    const headers = Object.entries(reply.headers).map(([name, value]) => [name, String(value)])
    await route.fulfill({ status: reply.statusCode, headers: Object.fromEntries(headers), body: reply.rawPayload })
  })
  await page.goto(`/enter#${code}`)
  await page.getByRole('heading', { name: 'This page needs HTTPS' }).waitFor()
  t.same(await page.context().cookies(), [])
})
