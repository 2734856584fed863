import { mkdir, writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import { asPool } from '../../db/connection/embedded.ts'
import { migrate } from '../../db/migrate.ts'

/** A migrated embedded database that every test copies: making one takes seconds, copying it tenths of one. */
export const TEMPLATE = new URL('../../.tap/template.tar', import.meta.url)

const pglite = await PGlite.create()
const db = new Kysely({ dialect: new PostgresDialect({ pool: asPool(pglite) }) })
await migrate(db)
const dump = await pglite.dumpDataDir('none')
await mkdir(new URL('.', TEMPLATE), { recursive: true })
await writeFile(TEMPLATE, Buffer.from(await dump.arrayBuffer()))
await db.destroy()
