import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import type { KeywardClient } from '../../client/client.js'
import { useKey } from '../kit/app.ts'
import { browserTest, newPage, serve } from '../kit/browser.ts'
import { gotrue } from './gotrue.ts'
import { recipe } from './recipe.ts'

interface Recipe {
  supabase: { auth: { signInWithPassword(with_: object): Promise<{ error: unknown }>; signOut(): Promise<unknown> } }
  keyward: KeywardClient
}

/** A single-page app on another origin, with a script. */
async function app(t: Test) {
  const site = { origin: '', script: '' }
  const server = createServer(({ url }, response) =>
    url === '/app.js'
      ? response.setHeader('content-type', 'text/javascript').end(site.script)
      : response.setHeader('content-type', 'text/html').end('<title>an app</title>'),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return site
}

browserTest('a single-page app on another origin signs in, creates a key and revokes it', async (t, browser) => {
  const site = await app(t)
  const provider = await gotrue(t)
  const env = { SUPABASE_URL: provider.url, SUPABASE_JWT_SECRET: '', CORS_ORIGINS: site.origin }
  const keyward = await serve(t, env)
  site.script = await recipe('app', {
    'import.meta.env.VITE_SUPABASE_URL': provider.url,
    'import.meta.env.VITE_SUPABASE_ANON_KEY': 'the anon key',
    'import.meta.env.VITE_KEYWARD_URL': keyward.origin,
  })
  const page = await newPage(t, browser, site.origin)
  await page.goto('/')
  const did = await page.evaluate(async () => {
    const { supabase, keyward }: Recipe = await import('/app.js' as string)
    const codeOf = (error: { code: string }) => error.code
    const before = await keyward.session().then(() => 'signed in', codeOf)
    const { error } = await supabase.auth.signInWithPassword({ email: 'alice@example.com', password: 'x' })
    if (error) throw error
    const { id, key } = await keyward.createKey({ name: 'of an app' })
    const active = await fetch('/').then(() => keyward.getKey(id))
    await keyward.revokeKey(id, { reason: 'by an app' })
    const { revocation_reason } = await keyward.getKey(id)
    return { before, key, status: active.status, revocation_reason, remaining: keyward.rateLimit?.remaining }
  })
  t.match(did, { before: 'missing_session', status: 'active', revocation_reason: 'by an app', remaining: Number })
  t.equal((await useKey(keyward.app, did.key)).statusCode, 401)
})
