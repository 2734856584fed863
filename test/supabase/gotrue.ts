import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { signingKey } from '../auth/key-server.ts'

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'content-type': 'application/json',
}

/** The part of Supabase's identity provider that is needed to sign in, and its signing keys. */
export async function gotrue(t: Test) {
  const key = await signingKey('gotrue-1', 'ES256')
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', url)
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end()
    if (pathname.endsWith('/jwks.json')) return response.end(JSON.stringify({ keys: [key.jwk] }))
    if (pathname !== '/auth/v1/token') return response.writeHead(404, CORS).end('{}')
    const { email } = JSON.parse(await text(request))
    response.writeHead(200, CORS).end(JSON.stringify(await signIn(email)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** A session in GoTrue's response. A long name makes a long token. */
  async function signIn(email: string) {
    const now = Math.floor(Date.now() / 1000)
    const user = {
      id: randomUUID(),
      aud: 'authenticated',
      role: 'authenticated',
      email,
      app_metadata: { provider: 'email', providers: ['email'], tier: 'pro' },
      user_metadata: { email, full_name: email.split('@')[0] },
    }
    const access_token = await key.sign({
      iss: `${url}/auth/v1`,
      sub: user.id,
      aud: user.aud,
      exp: now + 3600,
      iat: now,
      email,
      role: user.role,
      app_metadata: user.app_metadata,
      user_metadata: user.user_metadata,
      session_id: randomUUID(),
      is_anonymous: false,
    })
    return { access_token, token_type: 'bearer', expires_in: 3600, expires_at: now + 3600, refresh_token: 'x', user }
  }

  return { url, project: `sb-${new URL(url).hostname.split('.')[0]}-auth-token` }
}

async function text(stream: AsyncIterable<Buffer>) {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
