import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { portalCookie } from '../../auth/portal-cookie.ts'
import { signOut } from '../../db/portal/end.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { SignOutBody, Success } from '../../schemas/sign-in.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'signOut',
  summary: 'Sign out',
  description: `Ends a session that your backend has started, and removes its cookie. Every request of the session that starts after
the response gets \`401 invalid_session\`, on every instance. A session of an identity provider ends there: it gets a 404.`,
  body: SignOutBody,
  response: { 200: Success, ...errorResponses(404, 413, 415) },
  'x-optional-body': true,
}

/** `POST /api/v1/sign-out`: ends the portal session of the request. */
const signOutRoute: FastifyPluginAsyncTypebox<{ config: { publicUrl: string | undefined } }> = async (
  app,
  { config },
) => {
  const { clearing } = portalCookie(config.publicUrl)
  // As for a revocation, a used-up limit must not delay it.
  app.post(
    '/sign-out',
    {
      schema,
      config: { exemptFromSessionLimit: true, role: 'reader' },
      preValidation: async request => {
        request.body ??= {}
      },
    },
    async function endOwnSession({ session, actor }, reply) {
      if (!session.portal || !session.sessionId) throw new ApiError('not_found')
      await signOut(app.revokingDb, session.sessionId, actor.name)
      return reply.code(200).headers(clearing).send({ success: true })
    },
  )
}

export default signOutRoute
