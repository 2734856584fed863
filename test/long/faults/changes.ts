import { setTimeout as sleep } from 'node:timers/promises'
import { type Operation, recorded } from '../../kit/history.ts'
import { tally } from '../../kit/tally.ts'
import { Client } from './client.ts'
import { type OwnedKey, seedKeys } from './keys.ts'
import type { Stage } from './stage.ts'

/** The most keys of an account, as the README promises it. */
export const MOST_KEYS = 100
const AT_FIRST = MOST_KEYS - 2
const WORKERS = 2
const REST_MS = 40
const LOOK_MS = 200

const oneOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T

/** Changes by an account that is about to exceed its limit of keys, during a load. */
export class Changes {
  /** Its revocations. */
  readonly history: Operation[] = []
  /** The most keys that counted at any time. */
  mostCounted = 0
  /** Requests that may have written something. */
  requests = 0
  created = 0
  readonly #stage: Stage
  readonly #client = new Client()
  readonly #ids: string[] = []
  #owner = { accountId: '', cookie: '' }
  #isOver = false
  #ended: Promise<unknown> = Promise.resolve()

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async begin() {
    const keys = await seedKeys(this.#stage.cluster, AT_FIRST, 1)
    this.#owner = keys[0] as OwnedKey
    this.#ids.push(...keys.map(({ id }) => id))
    const workers = Array.from({ length: WORKERS }, () => this.#repeat(() => this.#change(), REST_MS))
    // An unavailable database cannot be counted; the last count is made after the recovery.
    const counts = this.#repeat(() => this.#count().catch(() => {}), LOOK_MS)
    this.#ended = Promise.all([...workers, counts])
  }

  async stop() {
    this.#isOver = true
    await this.#ended
    this.close()
    await this.#count()
  }

  close() {
    this.#isOver = true
    this.#client.close()
  }

  async #repeat(act: () => Promise<unknown>, restMs: number) {
    for (; !this.#isOver; await sleep(restMs)) await act()
  }

  /** Counts the keys that could be admitted now or later, from the rows as they are. */
  async #count() {
    const rows = await this.#stage.cluster.query({
      text: `select id, replaced_by, revoked_at, expires_at, clock_timestamp() as now
        from api_keys where account_id = $1`,
      values: [this.#owner.accountId],
    })
    const { counted } = tally(rows.map(row => ({ ...row, works: isWorking(row) })))
    this.mostCounted = Math.max(this.mostCounted, counted)
  }

  /** Create, rotate and revoke the successor in any order: this never makes room for another key. */
  async #change() {
    const id = oneOf(this.#ids)
    const create = () => this.#make('', { name: 'one more' })
    const acts = [
      create,
      create,
      async () => {
        const successor = await this.#make(`/${id}/rotation`, {})
        if (successor && Math.random() < 0.7) await this.#revoke(successor)
      },
      () => this.#ask('DELETE', `/${id}/rotation`),
      () => this.#ask('PATCH', `/${id}`, { expires_at: oneOf([null, new Date(Date.now() + 3_600_000).toISOString()]) }),
    ]
    await oneOf<() => Promise<unknown>>(acts)()
  }

  #revoke = (id: string) => recorded(this.history, 'revoke', id, () => this.#ask('DELETE', `/${id}`))

  /** @returns the ID of the new key, if one was created */
  async #make(path: string, body: object): Promise<string | undefined> {
    const { statusCode, body: text = '' } = await this.#ask('POST', path, body)
    if (statusCode !== 201) return undefined
    const { id } = JSON.parse(text)
    this.created++
    this.#ids.push(id)
    return id
  }

  #ask(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: object = {}) {
    this.requests++
    return this.#client.ask(this.#stage.url, this.#owner.cookie, [method, path, body])
  }
}

const isWorking = ({ revoked_at, expires_at, now }: Record<'revoked_at' | 'expires_at' | 'now', Date | null>) =>
  revoked_at === null && (expires_at === null || Number(expires_at) > Number(now))
