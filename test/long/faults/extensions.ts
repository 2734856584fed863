import { setTimeout as sleep } from 'node:timers/promises'
import { type Operation, recorded } from '../../kit/history.ts'
import { Client } from './client.ts'
import { type OwnedKey, seedKeys } from './keys.ts'
import type { Stage } from './stage.ts'

/** How long a key works before it is extended, how close to its expiry that may happen, and by how much. */
const LIFE_MS = 1_000
const LAST_MS = 400
const MORE_MS = 10_000
/** How long it is used after that. */
const AFTER_MS = 500
const USE_EVERY_MS = 40
const AT_ONCE = 3

/** Keys that are extended just before they expire, and used all the time: an update that is delayed is then too late. */
export class Extensions {
  /** Every use. */
  readonly history: Operation[] = []
  /** Requests that may have written something. */
  requests = 0
  readonly #stage: Stage
  readonly #client = new Client()
  #isOver = false
  #ended: Promise<unknown> = Promise.resolve()

  constructor(stage: Stage) {
    this.#stage = stage
  }

  begin() {
    this.#ended = Promise.all(Array.from({ length: AT_ONCE }, () => this.#lives()))
  }

  async stop() {
    this.#isOver = true
    await this.#ended
    this.close()
  }

  close() {
    this.#isOver = true
    this.#client.close()
  }

  async #lives() {
    for (; !this.#isOver; await sleep(USE_EVERY_MS)) {
      // Requests are repeated while the database is unavailable.
      const owned = await this.#make().catch(() => undefined)
      if (owned) await this.#live(owned)
    }
  }

  /** Each key belongs to a separate account, so that no late COMMIT delays another. */
  async #make(): Promise<OwnedKey> {
    const { cluster } = this.#stage
    const [owned] = (await seedKeys(cluster, 1, 1)) as [OwnedKey]
    await cluster.query(
      `update api_keys set expires_at = clock_timestamp() + interval '${LIFE_MS} ms' where id = '${owned.id}'`,
    )
    return owned
  }

  async #live(owned: OwnedKey) {
    let isEnding = false
    const use = () => recorded(this.history, 'use', owned.id, () => this.#client.use(this.#stage.url, owned))
    const used = (async () => {
      for (; !isEnding && !this.#isOver; await sleep(USE_EVERY_MS)) await use()
    })()
    await sleep(LIFE_MS - Math.random() * LAST_MS)
    await this.#extend(owned)
    await sleep(AFTER_MS)
    isEnding = true
    await used
    await use()
  }

  /** Repeats an undecided request, as its 503 demands, until it is decided. */
  async #extend(owned: OwnedKey) {
    let status = 0
    while ((status === 0 || status >= 500) && !this.#isOver) {
      this.requests++
      const step = ['PATCH', `/${owned.id}`, { expires_at: inMs(MORE_MS) }] as const
      status = (await this.#client.ask(this.#stage.url, owned.cookie, step)).statusCode
    }
  }
}

const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
