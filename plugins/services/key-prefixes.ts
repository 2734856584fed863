import fp from 'fastify-plugin'
import type { KeyFormat } from '../../config/key-format.ts'
import { keysWithOtherPrefixes, recordPrefix } from '../../db/keys/prefixes.ts'

/**
 * Compares KEY_PREFIXES with the keys that exist. A key with another prefix would be rejected without a query.
 * @throws if such keys are neither revoked nor expired
 */
export default fp<{ config: { keyFormat: KeyFormat } }>(
  async function keyPrefixes(app, { config: { keyFormat } }) {
    const { prefixes } = keyFormat
    const others = await keysWithOtherPrefixes(app.bulkDb, prefixes)
    if (others.length > 0) {
      const found = others.map(({ prefix, keys }) => `${prefix} (${keys})`).join(', ')
      throw new Error(
        `KEY_PREFIXES lacks prefixes of keys that are neither revoked nor expired: ${found}; append them to the list, or rotate or revoke those keys first`,
      )
    }
    await recordPrefix(app.db, prefixes[0])
  },
  { name: 'key-prefixes', fastify: '5.x', dependencies: ['database'] },
)
