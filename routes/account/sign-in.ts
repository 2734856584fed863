import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { SESSION_REQUIRED } from '../../auth/challenge.ts'
import { portalCookie } from '../../auth/portal-cookie.ts'
import { createPortalSecret, portalDigest } from '../../auth/portal-secret.ts'
import { enter } from '../../db/portal/enter.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { SignInBody, Success } from '../../schemas/sign-in.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'signIn',
  summary: 'Sign in with the code of a link',
  description: `The page posts the code of a link from your backend, and gets a session in a cookie. A code works once, within two
minutes.`,
  body: SignInBody,
  response: { 200: Success, ...errorResponses(413, 415) },
}

/** A code has 56 characters. */
const MOST_BYTES = 1_000

/** `POST /api/v1/sign-in`: the code of a link becomes the cookie of a session. */
const signIn: FastifyPluginAsyncTypebox<{ config: { publicUrl: string | undefined } }> = async (app, { config }) => {
  const cookie = portalCookie(config.publicUrl)
  app.post('/sign-in', { schema, bodyLimit: MOST_BYTES }, async function signInByCode({ body }, reply) {
    const code = portalDigest('code', body.code)
    const { secret, digest } = createPortalSecret('cookie')
    const seconds = code && (await enter(app.db, { code, cookie: digest }))
    if (seconds === undefined) throw new ApiError('invalid_link', SESSION_REQUIRED)
    reply.header('set-cookie', cookie.setting(secret, seconds))
    return reply.code(200).send({ success: true })
  })
}

export default signIn
