import type { Role } from '../schemas/role.ts'
import { type ClaimPath, claimPath } from './claim-path.ts'
import type { Settings } from './settings.ts'
import { list } from './values.ts'

/** Where a token has the person's role, and which values stand for which role. Any other value makes a reader. */
export interface RoleClaim {
  /** The first claim that is present has the role. */
  readonly paths: readonly ClaimPath[]
  readonly roles: ReadonlyMap<string, Role>
}

/** @throws an Error that names a setting with an unsuitable value */
export function roleClaim({ SESSION_ROLE, SESSION_ROLES, MEMBERS }: Settings): RoleClaim | undefined {
  if ((SESSION_ROLE === undefined) !== (SESSION_ROLES === undefined))
    throw new Error('invalid setting: SESSION_ROLE and SESSION_ROLES require each other')
  if (SESSION_ROLE === undefined || SESSION_ROLES === undefined) return undefined
  if (MEMBERS === 'strict')
    throw new Error('invalid setting: SESSION_ROLES has no effect with MEMBERS=strict, so it must not be set')
  const paths = list(SESSION_ROLE).map(name => claimPath('SESSION_ROLE', name))
  if (paths.length === 0) throw new Error('invalid setting: SESSION_ROLE must name a claim')
  const values = list(SESSION_ROLES).flatMap(valuesOf)
  const roles = new Map(values)
  if (roles.size === 0 || roles.size < values.length) throw new Error(UNSUITABLE)
  return { paths, roles }
}

const UNSUITABLE =
  'invalid setting: SESSION_ROLES must list roles and values, each value once, such as manager:owner|admin,member:dev'

function valuesOf(part: string): [value: string, role: Role][] {
  const [, role, values = ''] = /^(manager|member):(.+)$/.exec(part) ?? []
  const trimmed = values.split('|').map(value => value.trim())
  if (trimmed.includes('')) throw new Error(UNSUITABLE)
  return trimmed.map(value => [value, role as Role])
}
