import { randomUUID } from 'node:crypto'
import { mintSession } from '../../auth/mint-session.ts'
import type { Tier } from '../../schemas/tier.ts'

/** The secret that signs the sessions of the tests. */
export const SECRET = 'a secret of the tests that is long enough for HS256'

export interface Person {
  accountId: string
  cookie: string
}

/** A signed-in person. */
export async function signIn(tier: Tier = 'free', accountId: string = randomUUID()): Promise<Person> {
  const token = await mintSession(SECRET, { personId: accountId, sessionId: randomUUID(), tier, seconds: 600 })
  return { accountId, cookie: `sb-access-token=${token}` }
}
