import fp from 'fastify-plugin'
import { startTest } from '../../auth/key-shapes.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import { importedPrefixes } from '../../db/keys/imported-prefixes.ts'

/** The most prefixes in one line. */
const MOST_NAMED = 10

/**
 * Warns at startup about imported keys that match no configured shape. They are rejected without a database query, so
 * nothing else would show it.
 */
export default fp<{ config: { keyFormat: KeyFormat; importedKeyShapes: readonly RegExp[] } }>(
  async function imported(app, { config }) {
    const fits = startTest(config)
    app.addHook('onListen', async function warnOfShapeless() {
      const rows = await importedPrefixes(app.bulkDb)
      const shapeless = rows.filter(({ prefix }) => !fits(String(prefix)))
      if (shapeless.length === 0) return
      const keys = shapeless.reduce((sum, row) => sum + row.keys, 0)
      const prefixes = shapeless.slice(0, MOST_NAMED).map(({ prefix }) => prefix)
      app.log.warn({ keys, prefixes }, 'imported keys fit no shape in IMPORTED_KEY_SHAPES, and are rejected')
    })
  },
  { name: 'imported', fastify: '5.x', dependencies: ['database'] },
)
