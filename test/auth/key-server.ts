import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { Test } from 'tap'

type Algorithm = 'ES256' | 'RS256'

/** A key pair as an identity provider has it, with its public half as it publishes it. */
export async function signingKey(kid: string, alg: Algorithm) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig', key_ops: ['verify'] }
  const sign = (claims: JWTPayload, header: object = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey)
  return { jwk, sign }
}

/** An identity provider's key server on loopback, which counts who asks and can be made to fail. */
export async function keyServer(t: Test) {
  const state = {
    keys: [] as object[],
    fetches: 0,
    path: '',
    delayMs: 0,
    status: 200,
    body: undefined as string | undefined,
  }
  const server = createServer((request, response) => {
    state.fetches++
    state.path = request.url ?? ''
    setTimeout(() => {
      response.writeHead(state.status, { 'content-type': 'application/json', location: '/elsewhere' })
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
  return Object.assign(state, { base, issuer: `${base}/auth/v1`, stop })
}
