import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Test } from 'tap'
import { type App, build } from '../kit/app.ts'
import type { Person } from '../kit/people.ts'

export const AUDIENCE = 'https://keys.example.com'

/** A key pair of an OpenID Connect provider. */
export async function providerKey(kid: string, alg: 'ES256' | 'RS256' | 'EdDSA') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
  const sign = (claims: object, header: object = {}) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey)
  /** Signs a payload that JSON.stringify would not write. */
  const signText = (payload: string) =>
    new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg, kid }).sign(privateKey)
  return { jwk, sign, signText }
}

const es = await providerKey('es-1', 'ES256')

/** An OpenID Connect provider on loopback, which can be made to fail. */
export async function issuer(t: Test, path = '/') {
  const state = {
    keys: [es.jwk] as object[],
    /** The paths that were asked for. */
    paths: [] as string[],
    answers: {} as Record<string, { status?: number; location?: string; body: string }>,
  }
  const server = createServer((request, response) => {
    const url = String(request.url)
    state.paths.push(url)
    const { status = 200, location = '', body } = state.answers[url] ?? { body: JSON.stringify(documents[url]) }
    response.writeHead(status, { 'content-type': 'application/json', location }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  t.teardown(stop)
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const iss = base + path
  const discovery = `${path.replace(/\/$/, '')}/.well-known/openid-configuration`
  const documents: Record<string, object> = {
    [discovery]: { issuer: iss, jwks_uri: `${base}/keys` },
    get '/keys'() {
      return { keys: state.keys }
    },
  }
  /** The claims of an access token. */
  const claims = (more: object = {}) => {
    const now = Math.floor(Date.now() / 1000)
    return { iss, sub: 'user_42', aud: AUDIENCE, iat: now, exp: now + 3600, ...more }
  }
  const sign = async (more: object = {}, header: object = {}) => es.sign(claims(more), header)
  return Object.assign(state, { base, iss, discovery, claims, sign, stop })
}

export type Issuer = Awaited<ReturnType<typeof issuer>>

export const cookie = (token: string) => ({ cookie: `sb-access-token=${token}` })

/** An app for sessions of a provider. */
export async function withIssuer(t: Test, env: NodeJS.ProcessEnv = {}, options: Parameters<typeof build>[2] = {}) {
  const provider = await issuer(t)
  const app = await build(t, settingsFor(provider, env), options)
  return { app, provider, ...asking(app, provider) }
}

export const settingsFor = ({ iss }: Issuer, env: NodeJS.ProcessEnv = {}) => ({
  ...{ SUPABASE_JWT_SECRET: '', SESSION_ISSUER: iss, SESSION_AUDIENCE: AUDIENCE },
  ...env,
})

export function asking(app: App, provider: Issuer) {
  const session = (token: string) => app.inject({ url: '/api/v1/session', headers: cookie(token) })
  return {
    /** The session as keyward sees it. */
    session,
    /** Its status, and the account or the error's code. */
    async answer(more: object = {}, header: object = {}) {
      const reply = await session(await provider.sign(more, header))
      const { account_id, error } = reply.json()
      return `${reply.statusCode} ${account_id ?? error.code}`
    },
    async person(sub: string, more: object = {}): Promise<Person> {
      return { accountId: sub, ...cookie(await provider.sign({ sub, ...more })) }
    },
  }
}
