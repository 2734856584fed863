import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import { asPool } from '../../db/connection/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { TEMPLATE } from './template.ts'

// tap runs this before the tests (.taprc). Under another name until it is whole: a run beside this one may read it.
await mkdir(join(TEMPLATE, '..'), { recursive: true })
const folder = await mkdtemp(`${TEMPLATE}-`)
const db = new Kysely({ dialect: new PostgresDialect({ pool: asPool(await PGlite.create(folder)) }) })
await migrate(db)
await db.destroy()
await rm(TEMPLATE, { recursive: true, force: true })
await rename(folder, TEMPLATE)
