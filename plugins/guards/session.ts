import cookie from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { shownId } from '../../auth/account-id.ts'
import type { Actor } from '../../auth/actor.ts'
import { SECOND_FACTOR_REQUIRED, SESSION_REQUIRED } from '../../auth/challenge.ts'
import { checkExpectedAccount } from '../../auth/expected-account.ts'
import { changesState, checkOrigin } from '../../auth/origin.ts'
import { portalCookie } from '../../auth/portal-cookie.ts'
import { portalSession, presentedPortalDigest } from '../../auth/portal-session.ts'
import { type PresentedSession, presentedSession } from '../../auth/presented-session.ts'
import { RejectedSession, unsuitable } from '../../auth/rejection.ts'
import { loggedAccount, type Session } from '../../auth/session-claims.ts'
import { sessionVerifier } from '../../auth/session-token.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import type { SessionRules } from '../../config/session-rules.ts'
import type { Assurance, SessionSource } from '../../config/session-source.ts'
import { type EnsuredAccount, OtherAccount } from '../../db/ensure-account.ts'
import { findPortalSession } from '../../db/portal/find.ts'
import { ApiError, limitExceeded } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { FixedWindows } from '../../limits/fixed-windows.ts'
import { ACCOUNT_OF_SESSION, EXPECTED_ACCOUNT } from '../../schemas/document-responses.ts'
import { ACCOUNT } from '../../schemas/headers.ts'
import { credentialDb } from './credential-db.ts'
import { describeGuard } from './describe.ts'
import { knownAccounts } from './known-accounts.ts'
import role, { admit } from './role.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The signed-in person; set on the routes of the session scope. */
    session: Session
    /** The account that the request is about, as the session names it or, in the operators' scope, the path. */
    owner: EnsuredAccount
    /** The person as the history records them; set on the routes of the session scope. */
    actor: Actor
    /** Whether the session's window was used up before this request. Only exempt routes are reached then. */
    overSessionLimit: boolean
  }
  interface FastifyContextConfig {
    /** The route counts against the session's window and reports it, but decides itself what to reject beyond it. */
    exemptFromSessionLimit?: boolean
  }
}

export interface SessionOptions {
  source: SessionSource
  config: {
    keyFormat: KeyFormat
    corsOrigins: readonly string[]
    publicUrl: string | undefined
    sessionCookie: string | undefined
    sessionRules: SessionRules
    sessionAssurance: Assurance
    signInUrl: string | undefined
    sessionLimitPerMinute: number
  }
}

/** Stands in the history for a client that disconnected before its request was read. */
const NO_ADDRESS = '0.0.0.0'

/** The guard of the session scope: the token, the origin rule, the account and its window. */
export default fp<SessionOptions>(
  async function session(app, { source, config }) {
    const { keyFormat, corsOrigins, sessionCookie, signInUrl, sessionLimitPerMinute } = config
    const { sessionRules: rules, sessionAssurance: assurance } = config
    const { verify, close } = sessionVerifier(source, app.log, { rules, assurance })
    const portal = portalCookie(config.publicUrl)
    const holds = rules.isSupabase ? 'session' : 'token'
    const own = sessionCookie === undefined ? undefined : ({ name: sessionCookie, holds } as const)
    const cookies = { own, portal: portal.name }
    app.addHook('onClose', async () => close())
    if (source.kind === 'secret' && source.issuer === undefined && !app.demo)
      app.log.info('SUPABASE_URL is not set: sessions of any issuer with this secret are accepted')
    const windows = new FixedWindows(sessionLimitPerMinute)
    const makeKnown = knownAccounts(app)
    const details = signInUrl && { details: { sign_in_url: signInUrl } }
    const challenge = { ...SESSION_REQUIRED, ...details }

    await app.register(cookie, { hook: false })
    app.decorateRequest('session')
    app.decorateRequest('owner')
    app.decorateRequest('actor')
    app.decorateRequest('overSessionLimit', false)
    describeGuard(app, {
      security: [{ CookieAuth: [] }, { PortalCookie: [] }, { SessionToken: [] }],
      statuses: [401, 403, 409],
      parameters: [EXPECTED_ACCOUNT],
      responseHeaders: { [ACCOUNT]: ACCOUNT_OF_SESSION },
    })
    await app.register(role)

    app.addHook('onRequest', async function authenticate(request: FastifyRequest, reply: FastifyReply) {
      // Read before the first await: once a client has disconnected, its address is gone.
      const { address } = clientOf(request)
      const presented = presentedSession(request.raw, cookies, app.parseCookie, keyFormat)
      if (presented?.by !== 'header') checkOrigin(request.method, request.headers, corsOrigins)
      if (!presented) return rejectMissing(request)
      const session = await sessionOf(request, presented).catch(error => explain(request, presented, error))
      request.session = session
      request.owner = session
      request.account = loggedAccount(session)
      reply.header(ACCOUNT, shownId(session))
      limit(request)
      if (session.impersonator !== null && changesState(request.method)) throw new ApiError('read_only_session')
      checkExpectedAccount(request.headers, session)
      // The row of a portal session refers to its account.
      if (!session.portal) await makeKnown(session).catch(error => explainAccount(request, error))
      const { personId, sessionId, sessionName } = session
      const requestId = request.id
      const member = await admit(request, rules)
      request.actor = {
        ...{ name: `user:${personId}`, sessionId, sessionName, requestId, ip: address ?? NO_ADDRESS, member },
        ...{ service: null, actingFor: null },
      }
    })

    function rejectMissing(request: FastifyRequest): never {
      app.anonymous.take(request)
      throw new ApiError('missing_session', challenge)
    }

    async function sessionOf(request: FastifyRequest, presented: PresentedSession) {
      const digest = presentedPortalDigest(presented)
      if (!digest) return verify(presented.token)
      // Every request reads the row, so ending a session is as strict as revoking a key. Revocations wait for this.
      const [found] = await findPortalSession(credentialDb(request, app.revokingDb), { digest })
      if (!found) app.anonymous.take(request)
      return portalSession(found)
    }

    function explain(request: FastifyRequest, { by }: PresentedSession, error: unknown): never {
      if (!(error instanceof RejectedSession)) throw error
      request.rejection = error.rejection
      if (by === 'portal')
        throw new ApiError('invalid_session', { ...challenge, headers: { ...challenge.headers, ...portal.clearing } })
      if (error.rejection === 'assurance')
        throw new ApiError('second_factor_required', { ...SECOND_FACTOR_REQUIRED, ...details })
      throw new ApiError('invalid_session', { ...challenge, ...unsuitable(error.rejection), cause: error.cause })
    }

    function explainAccount(request: FastifyRequest, error: unknown): never {
      if (!(error instanceof OtherAccount)) throw error
      request.rejection = 'other_account'
      app.metrics.accountConflict()
      request.log.error(
        { account_id: request.session.accountId },
        'the account of a session has another external ID than the session',
      )
      throw new ApiError('invalid_session', challenge)
    }

    function limit(request: FastifyRequest) {
      // Both IDs: one member must not use up the window of another, nor of a person of the same ID in another account.
      const caller = `${request.session.accountId} ${request.session.personId}`
      request.overSessionLimit = !windows.take(caller)
      request.rateLimit = windows.state(caller)
      if (request.overSessionLimit && !request.routeOptions.config.exemptFromSessionLimit)
        throw limitExceeded('session', 'minute', request.rateLimit)
    }
  },
  { name: 'session', fastify: '5.x', dependencies: ['database', 'rate-limit', 'request-log'] },
)
