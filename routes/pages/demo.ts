import { timingSafeEqual } from 'node:crypto'
import cookie from '@fastify/cookie'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { sha256 } from '../../auth/api-key.ts'
import { type Demo, demoSession } from '../../auth/demo.ts'
import { loopback } from '../../config/loopback.ts'
import { ApiError } from '../../errors.ts'
import { SESSION_COOKIE } from '../../schemas/credentials.ts'

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']
const LinkQuery = Type.Object({ token: Type.String({ maxLength: 100 }) })

/** `GET /demo/sign-in`: the printed link. It signs in browsers on this machine only. */
const demoRoutes: FastifyPluginAsyncTypebox<{ demo: Demo }> = async (app, { demo }) => {
  await app.register(cookie, { hook: false })
  const digest = sha256(demo.linkToken)

  app.get('/demo/sign-in', { schema: { hide: true, querystring: LinkQuery } }, async function signIn(request, reply) {
    if (!isLocal(request) || !timingSafeEqual(sha256(request.query.token), digest)) throw new ApiError('not_found')
    const { token, seconds } = await demoSession(demo.secret)
    return reply
      .setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: seconds })
      .header('referrer-policy', 'no-referrer')
      .redirect('/', 303)
  })
}

export default demoRoutes

/**
 * A foreign page can make a browser request a loopback address under another host name, and a proxy can forward
 * requests of anyone.
 */
function isLocal({ raw, headers }: FastifyRequest) {
  const hostName = headers.host?.replace(/:\d+$/, '')
  const forwarded = FORWARDING.some(name => headers[name] !== undefined)
  return loopback(raw.socket.remoteAddress) && loopback(hostName) && !forwarded
}
