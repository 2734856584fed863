import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The folder of a migrated embedded database that every test copies, because creating one takes seconds. */
export const TEMPLATE = new URL('../../.tap/template', import.meta.url).pathname

/** Copies it into a folder that is there. */
export const copyTemplate = (folder: string) => promisify(execFile)('cp', ['-R', `${TEMPLATE}/.`, folder])
