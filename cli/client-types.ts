import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import { clientTypes, EVERY_ROUTE, SCHEMA_FILE } from './document-types.ts'

// The document is that of the app, so an app is built: on a throw-away database that nothing is asked of.
const folder = await mkdtemp(join(tmpdir(), 'keyward-types-'))
const app = await buildApp(readConfig({ ...EVERY_ROUTE, DATA_DIR: folder, LOG_LEVEL: 'silent' }))
await app.ready()
await writeFile(SCHEMA_FILE, await clientTypes(app.swagger()))
await app.close()
await rm(folder, { recursive: true })
