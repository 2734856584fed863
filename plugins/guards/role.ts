import type { FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { shownId } from '../../auth/account-id.ts'
import { toLabel } from '../../auth/label.ts'
import { changesState } from '../../auth/origin.ts'
import type { SessionRules } from '../../config/session-rules.ts'
import { requireOwnKey } from '../../db/members/own-key.ts'
import { requireRole } from '../../db/members/role.ts'
import type { Role } from '../../schemas/role.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The lowest role that may call the route in the session scope. By default `reader` for routes that only read, and
     * `manager` for all others.
     */
    role?: Role
    /** Of the key in `keyId`, a member must be the person who created it. */
    ofOwnKey?: boolean
  }
}

/** The lowest role that may call a route. */
const neededRole = ({ method, config }: Pick<RouteOptions, 'method' | 'config'>): Role =>
  config?.role ?? ([method].flat().some(changesState) ? 'manager' : 'reader')

/**
 * Reads what the person may do in the account now, and sets it in the request's session.
 * @returns the membership that the request depends on; undefined for the account's own person, who is always its manager
 *   unless a link gave them less
 * @throws NotAMember, InsufficientRole
 */
export async function admit(request: FastifyRequest, { onlyMembers }: SessionRules) {
  const { session, server, routeOptions } = request
  const { accountId, personId, role: atMost, email, portal } = session
  const isOwn = personId === shownId(session)
  if (isOwn && atMost === 'manager') return undefined
  const needs = neededRole(routeOptions)
  const label = toLabel(email ?? portal?.label ?? null)
  const member = { accountId, personId, atMost, onlyMembers: onlyMembers && !isOwn, needs, label }
  const role = await requireRole(server.revokingDb, member)
  // Sessions are remembered, and another request may use the same one at the same time.
  request.session = { ...session, role }
  return { ...member, role }
}

const BY_ROLE: Record<Role, string> = {
  manager: 'Requires the role `manager`.',
  member: 'Requires the role `member`.',
  reader: '',
}

/** Documents the role that each route of the session scope requires, and checks who created a key that a member changes. */
export default fp(
  async function role(app) {
    app.addHook('onRoute', function describe(route) {
      const needed = neededRole(route)
      const { description } = route.schema as { description?: string }
      const sentence = route.config?.ofOwnKey
        ? 'Requires the role `manager`, or `member` for a key that you created.'
        : BY_ROLE[needed]
      route.schema = {
        ...route.schema,
        ...{ 'x-required-role': needed },
        ...(sentence && { description: `${description}\n\n${sentence}` }),
      }
    })

    app.addHook('preHandler', async function checkMaker({ owner, actor, params, routeOptions }) {
      if (!routeOptions.config.ofOwnKey || actor.member?.role !== 'member') return
      const { keyId } = params as { keyId: string }
      await requireOwnKey(app.revokingDb, { accountId: owner.accountId, keyId, maker: actor.name })
    })
  },
  { name: 'role', fastify: '5.x', dependencies: ['database'] },
)
