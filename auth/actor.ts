import type { Role } from '../schemas/role.ts'
import type { Membership } from './membership.ts'

/**
 * The person, operator, service or system that acts on a key, not necessarily for the key's own account. Every field
 * comes from the credential or the request.
 */
export interface Actor {
  name: `user:${string}` | `service:${string}` | 'operator' | 'system'
  /** The response's `X-Request-Id`, or the id of the job's run. */
  requestId: string
  /** For people only: the session's ID, if that is a UUID. */
  sessionId: string | null
  /** Any other ID of a person's session, with 1 to 200 characters. */
  sessionName: string | null
  /** The address that the request came from; null for actions without a request. */
  ip: string | null
  /**
   * The membership that lets a person act; undefined if the action depends on none. Transactions that create a key or let one do more check it again (db/members/role.ts).
   */
  member?: (Membership & Acting) | undefined
  /** For services only: the name of the service's key. */
  service: string | null
  /** Whom a service or operator says it acts for. */
  actingFor: string | null
}

/** How a member acts in one request. */
interface Acting {
  role: Role
  /** The lowest role that the request needs. */
  needs: Role
  /** What people call the person, if the session says so. */
  label: string | null
}

const NO_SESSION = { sessionId: null, sessionName: null, service: null, actingFor: null }

/** A caller with the admin token. @param ip as PostgreSQL accepts it */
export const operator = (requestId: string, ip: string | null = null, actingFor: string | null = null): Actor => ({
  ...NO_SESSION,
  name: 'operator',
  requestId,
  ip,
  actingFor,
})

/** A caller with a service key. */
export const service = (
  { keyId, name }: { keyId: string; name: string },
  request: Pick<Actor, 'requestId' | 'ip' | 'actingFor'>,
): Actor => ({
  ...NO_SESSION,
  ...request,
  name: `service:${keyId}`,
  service: name,
})

/** Acts in jobs, and for leak reports, whose senders stay anonymous. @param requestId of the request or of the job's run */
export const system = (requestId: string): Actor => ({ ...NO_SESSION, name: 'system', requestId, ip: null })
