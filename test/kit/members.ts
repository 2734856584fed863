import { createSecretKey, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Person, SECRET } from './people.ts'

/** The claims in which sessions of `signInTo` name the account. */
export const ORGANIZATIONS = { SESSION_ACCOUNT: '/app_metadata/account,sub' }

/** In addition, the claim with the role. */
export const CLAIMED_ROLES = {
  ...ORGANIZATIONS,
  SESSION_ROLE: '/app_metadata/role',
  SESSION_ROLES: 'manager:owner|admin,member:dev',
}

/** The roles are in the table alone. */
export const STRICT = { ...ORGANIZATIONS, MEMBERS: 'strict' }

export interface Member extends Person {
  personId: string
}

/** A session of a person in an account of several people. */
export async function signInTo(
  accountId: string,
  { personId = randomUUID(), role, email }: { personId?: string; role?: unknown; email?: string } = {},
): Promise<Member> {
  const token = await new SignJWT({
    ...{ aud: 'authenticated', role: 'authenticated', session_id: randomUUID() },
    ...{ app_metadata: { account: accountId, role }, email },
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(personId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(createSecretKey(SECRET, 'utf8'))
  return { accountId, personId, cookie: `sb-access-token=${token}` }
}
