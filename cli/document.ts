import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import { EVERY_ROUTE } from './document-types.ts'

/** The OpenAPI document with every route. Building it takes an app, on a temporary database that is never queried. */
export async function publishedDocument() {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-document-'))
  const app = await buildApp(readConfig({ ...EVERY_ROUTE, DATA_DIR: folder, LOG_LEVEL: 'silent' }))
  await app.ready()
  const document = app.swagger()
  await app.close()
  await rm(folder, { recursive: true })
  return document
}
