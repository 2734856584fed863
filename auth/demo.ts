import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mintSession } from './mint-session.ts'

/** The ID of the demo's only person, and of their account. */
export const DEMO_ACCOUNT = '00000000-0000-4000-8000-000000000001'
const SESSION_SECONDS = 12 * 3600

export interface Demo {
  /** Signs the demo's sessions; generated once per data folder. */
  secret: string
  /** The token in the printed link; regenerated on every start. */
  linkToken: string
}

/**
 * Reads the demo's signing secret from the data folder, or creates it.
 * @throws an error that names the file if it contains anything else
 */
export async function openDemo(dataDir: string): Promise<Demo> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'demo-secret')
  const secret = (await read(file)) ?? (await create(file))
  if (!/^[0-9a-f]{64}$/.test(secret))
    throw new Error(`${file} is damaged; delete it and start again: you sign in again then, and the keys stay`)
  return { secret, linkToken: randomBytes(32).toString('base64url') }
}

function read(file: string) {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

/**
 * Creates the file completely or not at all, even if the machine stops. If two processes do this at once, the first one
 * wins.
 */
async function create(file: string) {
  const whole = `${file}.${randomUUID()}`
  await writeFile(whole, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600, flush: true })
  await link(whole, file).catch(keepExisting)
  await unlink(whole)
  return readFile(file, 'utf8')
}

function keepExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error
}

/** Creates a session for the demo's person. @returns the token and its lifetime */
export async function demoSession(secret: string) {
  const token = await mintSession(secret, {
    personId: DEMO_ACCOUNT,
    sessionId: randomUUID(),
    tier: 'pro',
    seconds: SESSION_SECONDS,
  })
  return { token, seconds: SESSION_SECONDS }
}
