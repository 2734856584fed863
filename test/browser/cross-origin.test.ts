import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { createKey } from '../kit/app.ts'
import { browserTest, newPage, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'

/** A page of a third party, on another origin. */
async function otherSite(t: Test) {
  const site = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<p>another site'),
  )
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  t.teardown(() => site.close())
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`
}

/** The code sample of the published contract, against a base URL; returns what a frontend needs from the response. */
const revokeFromPage = (page: Page, base: string, id: string) =>
  page.evaluate(
    async ([base, id]) => {
      try {
        const reply = await fetch(`${base}/api/v1/keys/${id}`, {
          method: 'DELETE',
          credentials: 'include',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ reason: 'rotation: 2026-Q2 quarterly key refresh' }),
        })
        const { headers, status } = reply
        return { status, body: await reply.json(), remaining: headers.get('X-RateLimit-Remaining') }
      } catch (error) {
        return { blocked: String(error) }
      }
    },
    [base, id] as const,
  )

const statusOf = async (app: Awaited<ReturnType<typeof serve>>['app'], id: string) => {
  const row = await app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return row.revoked_at ? row.revocation_reason : 'active'
}

browserTest('the published code sample revokes a key from the same origin', async (t, browser) => {
  const { app, origin } = await serve(t)
  const alice = await signIn()
  const { id } = await createKey(app, alice)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/')
  const reply = await revokeFromPage(page, '', id)
  t.match(reply, { status: 200, body: { success: true, message: 'API key revoked successfully' } })
  t.equal(await statusOf(app, id), 'rotation: 2026-Q2 quarterly key refresh')
})

browserTest(
  'the published code sample revokes a key from a listed origin and can read the headers',
  async (t, browser) => {
    const frontend = await otherSite(t)
    const { app, origin } = await serve(t, { CORS_ORIGINS: frontend })
    const alice = await signIn()
    const { id } = await createKey(app, alice)
    const page = await newPage(t, browser, origin, { as: alice })
    await page.goto(frontend)
    const reply = await revokeFromPage(page, origin, id)
    t.match(reply, { status: 200, body: { success: true }, remaining: /^\d+$/ })
    t.equal(await statusOf(app, id), 'rotation: 2026-Q2 quarterly key refresh')
  },
)

browserTest('the browser blocks a revocation from an unlisted origin, and the key stays active', async (t, browser) => {
  const [frontend, attacker] = [await otherSite(t), await otherSite(t)]
  const { app, origin } = await serve(t, { CORS_ORIGINS: frontend })
  const alice = await signIn()
  const { id } = await createKey(app, alice)
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(attacker)
  t.match(await revokeFromPage(page, origin, id), { blocked: /Failed to fetch/ })
  t.equal(await statusOf(app, id), 'active')
})

browserTest("another site's form cannot create a key with a visitor's cookie", async (t, browser) => {
  const attacker = await otherSite(t)
  const { app, origin } = await serve(t)
  const alice = await signIn()
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto(attacker)
  await page.setContent(
    `<form method=post enctype=text/plain action="${origin}/api/v1/keys"><button>win</button></form>`,
  )
  await Promise.all([page.waitForURL(`${origin}/**`), page.getByRole('button').click()])
  t.match(await page.content(), /forbidden_origin/)
  t.same(await app.db.selectFrom('api_keys').select('id').execute(), [])
})
