import { browserTest, newPage, screenshot, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'

browserTest('a real browser sends the session to the service', async (t, browser) => {
  const { origin } = await serve(t)
  const alice = await signIn('pro')
  const page = await newPage(t, browser, origin, { as: alice })
  const reply = await page.goto('/api/v1/session')
  t.equal(reply?.status(), 200)
  t.match(await reply?.json(), { account_id: alice.accountId, tier: 'pro' })
  t.match((await screenshot(page, 'harness')).subarray(1, 4).toString(), 'PNG')
})
