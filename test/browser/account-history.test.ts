import { createKey } from '../kit/app.ts'
import { violations } from '../kit/axe.ts'
import { exhaustiveBrowserTest, newPage, screenshot, serve } from '../kit/browser.ts'
import { signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const until = '2090-01-03T12:00:00Z'

/** The changes of an operator, in the order in which they are made, and the sentence for each. */
const CHANGES: [body: object, sentence: RegExp][] = [
  [
    { tier: 'pro', tier_until: until, tier_after: 'free' },
    /^Tier changed from free to pro, until 3 Jan 2090, \d\d:\d\d, then free$/,
  ],
  [
    { tier: 'pro', tier_until: '2091-01-03T12:00:00Z', tier_after: 'free' },
    /^End of the tier changed, until 3 Jan 2091/,
  ],
  [{ tier: 'pro' }, /^End of the tier changed: it has none$/],
  [
    { limits: { minute: 50, month: 9_000, until } },
    /^Own limits set: 50 per minute, 9,000 per month, until 3 Jan 2090/,
  ],
  [{ limits: null }, /^Own limits removed; the tier's apply$/],
  [{ metadata: { a: 1 }, reason: 'a <b>contract</b>' }, /^Metadata changed$/],
]

exhaustiveBrowserTest('the history shows changes of the account and of limits in sentences', async (t, browser) => {
  const { app, origin } = await serve(t, { ADMIN_TOKEN })
  const alice = await signIn('free')
  const { id } = await createKey(app, alice, 'SIEM connector')
  const url = `/admin/v1/accounts/${alice.accountId}`
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const page = await newPage(t, browser, origin, { as: alice })
  await page.goto('/#/history')
  await page.locator('.by-day').waitFor()
  t.equal(await page.getByRole('table', { name: 'Account history' }).count(), 0, 'nothing has changed yet')

  for (const [payload] of CHANGES)
    t.equal((await app.inject({ method: 'PUT', url, headers, payload })).statusCode, 200, JSON.stringify(payload))
  await app.inject({ method: 'POST', url: `${url}/windows/reset`, headers })
  const patch = { method: 'PATCH', url: `${url}/keys/${id}`, headers } as const
  await app.inject({ ...patch, payload: { limits: { minute: 5 } } })
  await app.inject({ ...patch, payload: { limits: { minute: 5, day: 1_000 } } })

  await page.reload()
  const table = page.getByRole('table', { name: 'Account history' })
  await table.waitFor()
  const sentences = await table.getByRole('rowheader').allInnerTexts()
  const expected = [
    ...CHANGES.map(([, sentence]) => sentence),
    /^Limits reset: 0 used this minute, 0 today$/,
  ].toReversed()
  t.match(sentences, expected)
  t.equal(await table.locator('b').count(), 0, 'a reason is text')
  await table.getByText('a <b>contract</b>').waitFor()
  await page.getByText('5 per minute → 5 per minute, 1,000 per day').waitFor()
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1280, 900],
      [390, 844],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      t.same(await violations(page), [])
      await table.scrollIntoViewIfNeeded()
      await screenshot(page, `account-history-${colorScheme}-${width}`)
    }

  await page.setViewportSize({ width: 1280, height: 720 })
  await page.goto(`/#/keys/${id}`)
  await page.getByText('5 per minute, 1,000 per day', { exact: true }).waitFor()
  await screenshot(page, 'key-limits')
})
