import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import type { Test } from 'tap'
import { browserTest, exhaustiveBrowserTest, newPage, serve } from '../kit/browser.ts'
import { type Person, signIn } from '../kit/people.ts'

/** Creates the first key of an account, and leaves the dialog with its secret open. */
async function firstKey(t: Test, browser: Browser, origin: string, as: Person) {
  const page = await newPage(t, browser, origin, { as })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Make your first request' }).waitFor()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Nightly import')
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  await page.getByText('Waiting for the first request…').waitFor()
  const snippet = () => page.getByRole('textbox', { name: 'Try it' }).inputValue()
  const secret = await page.getByLabel('Key', { exact: true }).inputValue()
  return { page, secret, snippet }
}

browserTest("an account's first key is created, sent with curl, and seen within seconds", async (t, browser) => {
  const { origin } = await serve(t)
  const { page, secret, snippet } = await firstKey(t, browser, origin, await signIn('pro'))
  const command = await snippet()
  t.notMatch(command, secret, 'the command has no secret for the history of a shell')
  const bash = spawn('bash', ['-c', command], { stdio: ['pipe', 'pipe', 'ignore'] })
  bash.stdin.end(`${secret}\n`)
  const [answer] = await Promise.all([text(bash.stdout), once(bash, 'close')])
  const before = performance.now()
  t.match(JSON.parse(answer), { tier: 'pro' })
  await page
    .getByRole('status')
    .filter({ hasText: /^\s*First request admitted: \d/ })
    .waitFor()
  t.ok(performance.now() - before < 3_000, 'the page shows it within 3 seconds')
})

exhaustiveBrowserTest('the snippets for Node and Python send the key of the environment', async (t, browser) => {
  const { origin } = await serve(t)
  const { page, secret, snippet } = await firstKey(t, browser, origin, await signIn('pro'))
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy .env line' }).click()
  await page.getByText('Copied').waitFor()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  t.equal(line, `API_KEY=${secret}`)
  const env = { PATH: process.env['PATH'], API_KEY: secret }
  for (const [language, program, args] of [
    ['Node', process.execPath, ['--input-type=module', '-e']],
    ['Python', 'python3', ['-c']],
  ] as const) {
    await page.getByRole('radio', { name: language }).check({ force: true })
    const code = await snippet()
    t.notMatch(code, secret)
    const { stdout } = await promisify(execFile)(program, [...args, code], { env })
    t.match(stdout, /"?tier"?: ?['"]pro['"]/, language)
  }
  await page.getByRole('button', { name: 'Done' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
})
