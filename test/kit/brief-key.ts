import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { queryAt } from './cluster.ts'
import { type Operation, recorded } from './history.ts'
import { ask } from './http.ts'
import { signIn } from './people.ts'
import { type Service, start } from './service.ts'
import { type Message, SlowLink } from './slow-link.ts'

/** How long a key works: long enough for an update without delay, even on a busy machine. */
export const LIFE_MS = 700
export const LATE_MS = 2_000
export const USE_EVERY_MS = 30

/** One instance that updates a key over a slow link, and two that are asked about the key. */
export interface Scene {
  writer: Service
  readers: readonly Service[]
  /** The writer's. */
  link: SlowLink
  links: readonly [SlowLink, SlowLink]
  url: string
}

export async function openScene(t: Test, url: string): Promise<Scene> {
  const [link, direct] = [await SlowLink.open(t, url), await SlowLink.open(t, url)]
  const env = { SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'fatal' }
  const writer = await start(t, { ...env, DATABASE_URL: link.url })
  const readers = await Promise.all([1, 2].map(() => start(t, { ...env, DATABASE_URL: direct.url })))
  return { writer, readers, link, links: [link, direct], url }
}

export interface Race {
  /** Of the key. */
  id: string
  /** Every use of the key; one that is limited counts as admitted. */
  history: Operation[]
  /** Whether a use was 503 after the key's first expiry. */
  isUndecided(): boolean
  /** Of the update; 0 without an answer. */
  status: number
  /** Uses the key once more. @returns the status */
  use(): Promise<number>
}

export type IsUndecided = Race['isUndecided']

/**
 * Requests an update that moves a key's expiry later, and uses the key continuously until the update is over.
 * @param settle waits for that
 * @param lifeMs how long the key works before the update
 */
export async function race(
  { writer, readers, url }: Scene,
  settle: (isUndecided: IsUndecided) => Promise<unknown>,
  lifeMs = LIFE_MS,
): Promise<Race> {
  const { cookie } = await signIn('pro')
  const { id, key } = (
    await ask(readers[0] as Service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'brief' } })
  ).json()
  const history: Operation[] = []
  async function use(reader: Service) {
    return recorded(history, 'use', id, async () => {
      const { status } = await ask(reader, '/api/v1/me', { key })
      return { statusCode: status === 429 ? 200 : status }
    })
  }
  await use(readers[0] as Service)
  await queryAt(url, `update api_keys set expires_at = now() + interval '${lifeMs} ms' where id = '${id}'`)
  const expired = performance.now() + lifeMs
  const isUndecided = () => history.some(({ status, start }) => status === 503 && start > expired)
  let isOver = false
  const uses = readers.map(async reader => {
    for (; !isOver; await sleep(USE_EVERY_MS)) await use(reader)
  })
  const updated = ask(writer, `/api/v1/keys/${id}`, { cookie, method: 'PATCH', body: { expires_at: null } }).then(
    ({ status }) => status,
    () => 0, // it was frozen so long that it disconnected
  )
  const [status] = await Promise.all([updated, sleep(lifeMs + 200), settle(isUndecided)])
  await sleep(200)
  isOver = true
  await Promise.all(uses)
  return { id, history, isUndecided, status, use: () => use(readers[0] as Service) }
}

export const commits = ({ type, text }: Message) => type === 'Q' && text.startsWith('commit')

/** A statement of the update, recognized by its event: jobs may run transactions too. */
const changesExpiry = ({ type, text }: Message) => type === 'B' && text.includes('change_expiry')

/** Runs something between the update and the end of its COMMIT. @returns the race in which the update got that far */
export async function interrupted(scene: Scene, happen: (isUndecided: IsUndecided) => Promise<unknown>): Promise<Race> {
  // On a busy machine the update may come too late. Then it repeats with a key that works longer.
  for (let lifeMs = LIFE_MS; ; lifeMs *= 1.5) {
    const { promise: known, resolve: know } = Promise.withResolvers<IsUndecided>()
    const { promise: happened, resolve: hasHappened } = Promise.withResolvers<true>()
    const updating = new Set<number>()
    scene.link.hold = message => {
      if (changesExpiry(message)) updating.add(message.connection)
      if (!commits(message) || !updating.has(message.connection)) return undefined
      scene.link.hold = () => undefined
      return known.then(happen).finally(() => hasHappened(true))
    }
    const result = await race(
      scene,
      async isUndecided => {
        know(isUndecided)
        await Promise.race([happened, sleep(lifeMs + 2_000)])
      },
      lifeMs,
    )
    if (await Promise.race([happened, sleep(0, false)])) return result
  }
}
