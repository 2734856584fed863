import type { Kysely } from 'kysely'
import type { Actor } from '../auth/actor.ts'
import { createApiKey, shardOf } from '../auth/api-key.ts'
import type { KeyFormat } from '../config/key-format.ts'
import { ensureAccount } from './ensure-account.ts'
import { addKey } from './keys/create.ts'
import { revokeKey } from './keys/revoke.ts'
import type { Tables } from './tables.ts'

/** The key ID in the published example, which therefore works in the demo as written. */
const EXAMPLE_KEY = '00000000-0000-4000-8000-000000000123'

/** Creates some keys for the demo's account on the first start. Their secrets are discarded. */
export async function seedDemo(db: Kysely<Tables>, accountId: string, keyFormat: KeyFormat) {
  await ensureAccount(db, { accountId, externalId: null, tier: 'pro' })
  const existing = await db.selectFrom('api_keys').select('id').where('account_id', '=', accountId).limit(1).execute()
  if (existing.length > 0) return
  const actor: Actor = {
    name: `user:${accountId}`,
    requestId: 'req_demo',
    sessionId: null,
    sessionName: null,
    ip: null,
  }
  async function make(name: string, id?: string) {
    const { secret: _discarded, ...key } = createApiKey(keyFormat, shardOf(accountId))
    return addKey(db, { ...key, id, accountId, name, expiresAt: null }, actor)
  }
  const leaked = await make('Laptop of the red team')
  await make('SIEM connector')
  await make('Nightly export')
  await make('Key of the published example', EXAMPLE_KEY)
  await revokeKey(db, { accountId, keyId: leaked.id }, { actor, reason: 'compromised: the laptop was stolen' })
}
