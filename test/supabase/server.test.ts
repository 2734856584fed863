import { createServerClient } from '@supabase/ssr'
import t, { type Test } from 'tap'
import type { KeywardClient } from '../../client/client.js'
import { build, useKey } from '../kit/app.ts'
import { gotrue } from './gotrue.ts'
import { load, recipe } from './recipe.ts'

interface Recipe {
  keywardOf(cookies: { toString(): string }): KeywardClient
}

/** The cookies of a visitor, as a server keeps them between requests. */
class Jar {
  readonly #values = new Map<string, string>()

  getAll = () => [...this.#values].map(([name, value]) => ({ name, value }))
  setAll = (cookies: { name: string; value: string }[]) => {
    for (const { name, value } of cookies) if (value) this.#values.set(name, value)
  }

  toString() {
    return this.getAll()
      .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
  }
}

/** Signs in as a server does, with the real package. */
async function signIn(url: string, email: string, options: object = {}) {
  const jar = new Jar()
  const supabase = createServerClient(url, 'the anon key', { cookies: jar, ...options })
  const { error } = await supabase.auth.signInWithPassword({ email, password: 'x' })
  if (error) throw error
  return jar
}

async function serve(t: Test, env: NodeJS.ProcessEnv = {}) {
  const provider = await gotrue(t)
  const app = await build(t, { SUPABASE_URL: provider.url, SUPABASE_JWT_SECRET: '', ...env })
  process.env['KEYWARD_URL'] = await app.listen({ host: '127.0.0.1', port: 0 })
  const { keywardOf } = await load<Recipe>(t, await recipe('server'))
  return { provider, app, keywardOf }
}

const FORMS: [name: string, email: string, options: object, several: boolean][] = [
  ['in one cookie', 'alice@example.com', {}, false],
  ['in several', `${'a'.repeat(300)}@example.com`, {}, true],
  ['as JSON', 'älice@example.com', { cookieEncoding: 'raw' }, false],
  ['as JSON in several', `${'ä'.repeat(150)}@example.com`, { cookieEncoding: 'raw' }, true],
]

t.test('a session that @supabase/ssr keeps is one, in each of its forms', async t => {
  const { provider, app, keywardOf } = await serve(t)
  for (const [name, email, options, several] of FORMS)
    await t.test(name, async t => {
      const jar = await signIn(provider.url, email, options)
      t.equal(jar.getAll().length > 1, several)
      t.ok(jar.getAll().every(({ name }) => name.startsWith(provider.project)))
      const keyward = keywardOf(jar)
      t.match(await keyward.session(), { tier: 'pro' })
      const { id, key } = await keyward.createKey({ name })
      await keyward.revokeKey(id, { reason: name })
      t.equal((await useKey(app, key)).statusCode, 401)
      t.match(await keyward.getKey(id), { status: 'revoked', revocation_reason: name })
    })
})

t.test('under another cookie name, if SESSION_COOKIE sets it', async t => {
  const { provider, keywardOf } = await serve(t, { SESSION_COOKIE: 'my-session' })
  const named = await signIn(provider.url, 'alice@example.com', { cookieOptions: { name: 'my-session' } })
  t.match(await keywardOf(named).session(), { tier: 'pro' })
  const unnamed = await signIn(provider.url, 'alice@example.com')
  await t.rejects(keywardOf(unnamed).session(), { code: 'missing_session' })
})
