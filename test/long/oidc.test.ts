import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { browserTest, newPage } from '../kit/browser.ts'
import { ask } from '../kit/http.ts'
import { freePort, Program } from '../kit/process.ts'
import { preparedFolder, start } from '../kit/service.ts'

const AUDIENCE = 'https://keys.example.com'
const CLIENT = { client_id: 'frontend', client_secret: 'a secret of the test' }

/** A private key as the provider takes it. */
async function privateKey(kid: string) {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' }
}

interface Tokens {
  access_token: string
}

/** A frontend that signs people in by the provider and keeps their access token in a cookie. */
async function frontend(t: Test, issuer: string, home: () => string) {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const state = { origin: '', token: '' }
  const callback = () => `${state.origin}/callback`
  const server = createServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(String(url), state.origin)
    if (pathname !== '/callback') {
      const query = new URLSearchParams({
        ...{ client_id: CLIENT.client_id, redirect_uri: callback(), response_type: 'code', scope: 'openid keys' },
        ...{ code_challenge: challenge, code_challenge_method: 'S256', resource: AUDIENCE },
      })
      return response.writeHead(302, { location: `${issuer}/auth?${query}` }).end()
    }
    const code = String(searchParams.get('code'))
    const tokens = await token(issuer, {
      ...{ grant_type: 'authorization_code', code, redirect_uri: callback(), code_verifier: verifier },
    })
    state.token = tokens.access_token
    response
      .writeHead(302, { 'set-cookie': `sb-access-token=${state.token}; Path=/; HttpOnly`, location: home() })
      .end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}

async function token(issuer: string, fields: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ ...CLIENT, resource: AUDIENCE, ...fields })
  return (await fetch(`${issuer}/token`, { method: 'POST', body })).json() as Promise<Tokens>
}

async function signIn(page: Page, name: string) {
  await page.getByPlaceholder('Enter any login').fill(name)
  await page.getByPlaceholder('and password').fill('x')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

browserTest(
  'people of an OpenID Connect provider sign in and use the page, also after it has new keys',
  async (t, browser) => {
    const port = await freePort()
    const issuer = `http://127.0.0.1:${port}`
    let home = ''
    const app = await frontend(t, issuer, () => home)
    const client = {
      ...{
        ...CLIENT,
        redirect_uris: [`${app.origin}/callback`],
        grant_types: ['authorization_code', 'client_credentials'],
      },
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'ES256',
    }
    const provide = async (keys: object[]) => {
      const args = [String(port), JSON.stringify({ keys }), JSON.stringify(client)]
      const provider = new Program(t, [process.execPath, 'test/long/oidc/provider.ts', ...args])
      await provider.written(/listens on (\d+)/)
      return provider
    }
    const [first, second] = [await privateKey('first'), await privateKey('second')]
    let provider = await provide([first])
    const service = await start(t, {
      ...{ SUPABASE_JWT_SECRET: '', SESSION_ISSUER: issuer, SESSION_AUDIENCE: AUDIENCE },
      ...{ SIGN_IN_URL: `${app.origin}/`, DATA_DIR: await preparedFolder(t) },
    })
    home = service.url

    const page = await newPage(t, browser, service.url)
    await page.goto('/')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, 'ada@example.com')
    await page.getByRole('button', { name: 'Create key' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('of Ada')
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
    await page.getByRole('heading', { name: 'Save your key' }).waitFor()

    const sessionOf = async (cookie: string) =>
      (await ask(service, '/api/v1/session', { cookie: `sb-access-token=${cookie}` })).json()
    const old = app.token
    t.match(await sessionOf(old), { account_id: 'ada@example.com' })
    const machine = await token(issuer, { grant_type: 'client_credentials', scope: 'keys' })
    t.match(await sessionOf(machine.access_token), { error: { code: 'invalid_session' } }, 'a program is not a person')

    await provider.end('SIGTERM')
    t.match(await sessionOf(old), { account_id: 'ada@example.com' }, 'while the provider is away')
    provider = await provide([second])
    const other = await newPage(t, browser, service.url)
    await other.goto('/')
    await other.getByRole('link', { name: 'Sign in' }).click()
    await signIn(other, 'ada@example.com')
    await other.getByText('of Ada').first().waitFor()
    t.match(await sessionOf(app.token), { account_id: 'ada@example.com' })
    t.match(await sessionOf(old), { error: { code: 'invalid_session' } }, 'its key is gone')
  },
)
