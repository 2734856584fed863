import { randomUUID } from 'node:crypto'
import { createApiKey } from '../../../auth/api-key.ts'
import { mintSession } from '../../../auth/mint-session.ts'
import { KEY_FORMAT } from '../../../config/key-format.ts'
import type { Cluster } from '../../kit/cluster.ts'
import { SECRET } from '../../kit/people.ts'

const ACCOUNTS = 40
/** Longer than any clock is set forward here. */
const SESSION_SECONDS = 3 * 24 * 3600

export interface OwnedKey {
  id: string
  /** The key as its holder has it. */
  key: string
  /** Its owner's session. */
  cookie: string
  accountId: string
}

/** Keys of pro accounts, inserted into the table at once: the API would need a request for each. */
export async function seedKeys(cluster: Cluster, count: number, owners = ACCOUNTS): Promise<OwnedKey[]> {
  const accounts = Array.from({ length: owners }, () => randomUUID())
  const cookies = await Promise.all(accounts.map(sessionOf))
  const keys = Array.from({ length: count }, () => ({ id: randomUUID(), ...createApiKey(KEY_FORMAT) }))
  await cluster.query(
    { text: `insert into accounts (id, tier) select unnest($1::uuid[]), 'pro'`, values: [accounts] },
    {
      text: `insert into api_keys (id, account_id, name, public_id, last4, digest)
        select id, ($5::uuid[])[1 + place % ${owners}], 'of the faults', public_id, last4, decode(digest, 'hex')
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality as k (id, public_id, last4, digest, place)`,
      values: [
        keys.map(({ id }) => id),
        keys.map(({ publicId }) => publicId),
        keys.map(({ last4 }) => last4),
        keys.map(({ digest }) => digest.toString('hex')),
        accounts,
      ],
    },
  )
  return keys.map(({ id, secret }, at) => {
    const owner = (at + 1) % owners
    return { id, key: secret, cookie: cookies[owner] ?? '', accountId: accounts[owner] ?? '' }
  })
}

async function sessionOf(accountId: string) {
  const session = { personId: accountId, sessionId: randomUUID(), tier: 'pro', seconds: SESSION_SECONDS } as const
  return `sb-access-token=${await mintSession(SECRET, session)}`
}
