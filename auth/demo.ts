import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mintSession } from './mint-session.ts'

/** The demo's only person. */
export const DEMO_ACCOUNT = '00000000-0000-4000-8000-000000000001'
const SESSION_SECONDS = 12 * 3600

export interface Demo {
  /** Signs the demo's sessions; generated once per data folder. */
  secret: string
  /** The token in the printed link; regenerated on every start. */
  linkToken: string
}

/** Reads the demo's signing secret from the data folder, creating it if it is missing. */
export async function openDemo(dataDir: string): Promise<Demo> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'demo-secret')
  await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(keepExisting)
  return { secret: await readFile(file, 'utf8'), linkToken: randomBytes(32).toString('base64url') }
}

function keepExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error
}

/** A session for the demo's person, and how long it lasts. */
export async function demoSession(secret: string) {
  const token = await mintSession(secret, {
    accountId: DEMO_ACCOUNT,
    sessionId: randomUUID(),
    tier: 'pro',
    seconds: SESSION_SECONDS,
  })
  return { token, seconds: SESSION_SECONDS }
}
