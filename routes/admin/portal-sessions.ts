import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { namedAccount, RESERVED_ACCOUNT, shownId } from '../../auth/account-id.ts'
import { createPortalSecret } from '../../auth/portal-secret.ts'
import { loopback } from '../../config/loopback.ts'
import type { SessionRules } from '../../config/session-rules.ts'
import { isSecure } from '../../config/session-source.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { createPortalSession } from '../../db/portal/create.ts'
import { endRecorded, ofPerson, withId } from '../../db/portal/end.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import {
  CreatedPortalSession,
  EndBody,
  LONGEST_ELEMENT_SECONDS,
  PortalSessionBody,
  PortalSessionParams,
  PortalSessionQuery,
  secondsOf,
} from '../../schemas/portal-session.ts'

const tags = ['Operations']

const create = {
  tags,
  operationId: 'createPortalSession',
  summary: 'Sign a person in by a link or token',
  description: `Starts a session in which a person manages the keys of an account, without an identity provider. Your backend decides
who the person is. Creates the account if it does not exist, and records the session in the account's history.

With \`MEMBERS=strict\`, the role \`manager\` makes the person a member of an account that never had one. All others must have
been added as members.

With \`for: "page"\`, redirect the person to \`url\`. With \`for: "element"\`, hand \`token\` to \`<keyward-keys>\`.`,
  body: PortalSessionBody,
  response: { 201: CreatedPortalSession, ...errorResponses(404, 409, 413, 415) },
}

const end = {
  tags,
  operationId: 'endPortalSession',
  summary: 'End a portal session',
  description: `Every request of the session that starts after the response gets \`401 invalid_session\`, on every instance. Its link no
longer works. Safe to repeat.`,
  params: PortalSessionParams,
  body: EndBody,
  response: { 200: Type.Object({ success: Type.Boolean({ examples: [true] }) }), ...errorResponses(404, 413, 415) },
  'x-optional-body': true,
}

const endAll = {
  tags,
  operationId: 'endPortalSessions',
  summary: 'End all portal sessions of a person',
  description: `Ends the person's portal sessions for all accounts, including links that have not been used. Every request of these
sessions that starts after the response gets \`401 invalid_session\`, on every instance.`,
  querystring: PortalSessionQuery,
  body: EndBody,
  response: {
    200: Type.Object({ ended: Type.Integer({ description: 'How many sessions this request ended', examples: [2] }) }),
    ...errorResponses(413, 415),
  },
  'x-optional-body': true,
}

/** No body and `null` mean the same as `{}`. */
const preValidation = async (request: { body: unknown }) => {
  request.body ??= {}
}

interface Settings {
  publicUrl: string | undefined
  sessionRules: SessionRules
}

/** `/admin/v1/portal-sessions`: a backend signs its people in, and out. */
const portalSessions: FastifyPluginAsyncTypebox<{ config: Settings }> = async (
  app,
  { config: { publicUrl, sessionRules } },
) => {
  app.post(
    '/portal-sessions',
    { schema: create, config: { right: 'portal' } },
    async function createSession(request, reply) {
      const { body, host } = request
      const isPage = body.for === 'page'
      const origin = publicUrl ?? (loopback(hostnameOf(host)) ? `http://${host}` : undefined)
      if (isPage && origin === undefined) throw new ApiError('no_public_url')
      const secret = createPortalSecret(isPage ? 'code' : 'token')
      const session = { ...wanted(body), account: await accountOf(body.account), secret }
      const isOwn = session.person === shownId(session.account)
      // Every way into an account makes this person its manager.
      if (isOwn && session.role !== null && session.role !== 'manager')
        throw invalidField('role', 'must be `manager` for the person whose ID is the account’s')
      const by = { actor: request.actor, reason: body.reason || null }
      const isFirstManager = sessionRules.onlyMembers && session.role === 'manager' && !isOwn
      const { id, expires_at } = await createPortalSession(app.db, { ...session, isFirstManager }, by)
      const way = isPage ? { url: `${origin}/enter#${secret.secret}` } : { token: secret.secret }
      reply.header('location', `/admin/v1/portal-sessions/${id}`)
      return reply.code(201).send({ id, ...way, expires_at })
    },
  )

  app.delete(
    '/portal-sessions/:sessionId',
    { schema: end, preValidation, config: { right: 'portal' } },
    async function endSession(request, reply) {
      const { params, body } = request
      const by = { actor: request.actor, reason: body.reason || null }
      const found = await endRecorded(app.revokingDb, withId(params.sessionId), by)
      if (found.length === 0) throw new ApiError('not_found')
      return reply.code(200).send({ success: true })
    },
  )

  app.delete(
    '/portal-sessions',
    { schema: endAll, preValidation, config: { right: 'portal' } },
    async function endSessionsOf(request, reply) {
      const { query, body } = request
      const by = { actor: request.actor, reason: body.reason || null }
      const found = await endRecorded(app.revokingDb, ofPerson(personOf(query.person)), by)
      return reply.code(200).send({ ended: found.filter(({ now }) => now).length })
    },
  )

  async function accountOf(id: string) {
    const account = await findNamedAccount(app.db, id)
    if (!account || account.accountId === RESERVED_ACCOUNT) throw new ApiError('not_found')
    return account
  }
}

export default portalSessions

function wanted(body: PortalSessionBody) {
  const seconds = secondsOf(body)
  if (seconds === undefined) throw invalidField('seconds', `must be <= ${LONGEST_ELEMENT_SECONDS} for an element`)
  const { label, role = null, return_url: returnUrl } = body
  if (returnUrl && !(URL.canParse(returnUrl) && isSecure(new URL(returnUrl))))
    throw invalidField('return_url', 'must be an HTTPS URL')
  return {
    person: personOf(body.person),
    label: label || null,
    role,
    returnUrl: returnUrl || null,
    seconds,
    usedFor: body.for,
  }
}

/** An ID in the form in which sessions have it. */
function personOf(id: string) {
  const named = namedAccount(id)
  if (!named) throw invalidField('person', 'must not be an API key, `.` or `..`')
  return shownId(named)
}

/** Without the port. */
const hostnameOf = (host: string) => host.replace(/:\d+$/, '')
