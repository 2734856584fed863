import type { Kysely } from 'kysely'
import { createApiKey } from '../auth/api-key.ts'
import { ensureAccount } from './accounts.ts'
import type { Actor } from './events/events.ts'
import { addKey, revokeKey } from './keys/change.ts'
import type { Tables } from './tables.ts'

/** The key of the published example, so that the example works when it is executed as it stands. */
const EXAMPLE_KEY = '00000000-0000-4000-8000-000000000123'

/** Gives the demo's account a few keys to look at, the first time. Their secrets are nobody's. */
export async function seedDemo(db: Kysely<Tables>, accountId: string) {
  await ensureAccount(db, accountId, 'pro')
  const there = await db.selectFrom('api_keys').select('id').where('account_id', '=', accountId).limit(1).execute()
  if (there.length > 0) return
  const actor: Actor = { accountId, sessionId: accountId, requestId: 'req_demo', ip: '127.0.0.1' }
  const leaked = await make(db, actor, 'Laptop of the red team')
  await make(db, actor, 'SIEM connector')
  await make(db, actor, 'Nightly export')
  await make(db, actor, 'Key of the published example', EXAMPLE_KEY)
  await revokeKey(db, actor, leaked, 'compromised: the laptop was stolen')
}

/** @returns the key's id */
async function make(db: Kysely<Tables>, actor: Actor, name: string, id?: string) {
  const { secret: _nobodys, ...key } = createApiKey()
  const made = await addKey(db, actor, { ...key, id, name, expiresAt: null })
  return made.id
}
