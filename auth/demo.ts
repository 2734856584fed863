import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mintSession } from './mint-session.ts'

/** The one person of the demo. */
export const DEMO_ACCOUNT = '00000000-0000-4000-8000-000000000001'
const SESSION_SECONDS = 12 * 3600

export interface Demo {
  /** Signs the demo's sessions; made once a data folder. */
  secret: string
  /** What the printed link carries; made anew at every start. */
  linkToken: string
}

/** Reads the demo's signing secret from the data folder, or makes it. */
export async function openDemo(dataDir: string): Promise<Demo> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'demo-secret')
  await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(keepExisting)
  return { secret: await readFile(file, 'utf8'), linkToken: randomBytes(32).toString('base64url') }
}

function keepExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error
}

/** A session of the demo's person, and how long it lasts. */
export async function demoSession(secret: string) {
  const token = await mintSession(secret, {
    accountId: DEMO_ACCOUNT,
    sessionId: randomUUID(),
    tier: 'pro',
    seconds: SESSION_SECONDS,
  })
  return { token, seconds: SESSION_SECONDS }
}
