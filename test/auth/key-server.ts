import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { Test } from 'tap'
import { ApiError } from '../../errors.ts'

type Algorithm = 'ES256' | 'RS256'

/** A key pair as an identity provider has it, with its public half as it publishes it. */
export async function signingKey(kid: string, alg: Algorithm) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig', key_ops: ['verify'] }
  const sign = (claims: JWTPayload, header: object = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey)
  return { jwk, sign }
}

/** The claims of a Supabase access token. */
export function claimsOf(issuer: string, more: object = {}) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: issuer,
    sub: randomUUID(),
    aud: 'authenticated',
    exp: now + 3600,
    iat: now,
    email: 'alice@example.com',
    phone: '',
    app_metadata: { provider: 'email', providers: ['email'], tier: 'pro' },
    user_metadata: { email: 'alice@example.com', email_verified: true },
    role: 'authenticated',
    aal: 'aal1',
    amr: [{ method: 'password', timestamp: now }],
    session_id: randomUUID(),
    is_anonymous: false,
    ...more,
  }
}

/** Collects what is logged about a key set. */
export function setLog() {
  const lines: string[] = []
  const warn = (...[fields, message]: [{ reason: string } | string, string?]) => {
    lines.push(typeof fields === 'string' ? fields : `${message}: ${fields.reason}`)
  }
  return { lines, warn, info: (message: string) => void lines.push(message) }
}

/**
 * Advances the monotonic clock of this process until the test ends, because sets are used for longer than a test runs.
 */
export function passTime(t: Test, milliseconds: number) {
  const real = performance.now
  performance.now = () => real.call(performance) + milliseconds
  t.teardown(() => {
    performance.now = real
  })
}

/** @returns the error code with which a token is rejected */
export const refusal = (verified: Promise<unknown>): Promise<string> =>
  verified.then(
    () => 'accepted',
    error => (error instanceof ApiError ? error.code : `no ApiError: ${error}`),
  )

/** An identity provider's key server on loopback. It counts requests and can be made to fail. */
export async function keyServer(t: Test) {
  const state = {
    keys: [] as object[],
    fetches: 0,
    path: '',
    delayMs: 0,
    status: 200,
    body: undefined as string | undefined,
    /** Responses wait for this. */
    held: Promise.resolve() as Promise<unknown>,
    location: '/elsewhere',
  }
  const asked = new EventEmitter()
  const server = createServer((request, response) => {
    state.fetches++
    state.path = request.url ?? ''
    asked.emit('fetch', request)
    setTimeout(async () => {
      await state.held
      response.writeHead(state.status, { 'content-type': 'application/json', location: state.location })
      response.end(state.body ?? JSON.stringify({ keys: state.keys }))
    }, state.delayMs)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  t.teardown(stop)
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, { base, issuer: `${base}/auth/v1`, asked, stop })
}
