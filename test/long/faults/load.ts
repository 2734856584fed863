import { setTimeout as sleep } from 'node:timers/promises'
import { type Operation, recorded } from '../../kit/history.ts'
import { until } from '../../kit/until.ts'
import { type Answer, Client } from './client.ts'
import type { OwnedKey } from './keys.ts'
import type { Stage } from './stage.ts'

const USERS = 8
const REVOKERS = 4
/** Between two uses of a user, and two revocations of a revoker. */
const REST_MS = 25
const LATER_MS = 50
const LOOK_MS = 50

const now = () => performance.now()
const anyOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T

/**
 * Programs that use valid keys, and owners who revoke other keys and check that they are rejected, all through nginx.
 */
export class Load {
  readonly history: Operation[] = []
  /** The required parts that responses lacked. */
  readonly flaws = new Set<string>()
  readonly #stage: Stage
  readonly #client = new Client()
  readonly #ended: Promise<unknown>
  #isOver = false

  constructor(stage: Stage, { revokers = REVOKERS } = {}) {
    this.#stage = stage
    const users = Array.from({ length: USERS }, () => this.#useGoodKeys())
    const owners = Array.from({ length: revokers }, () => this.#revokeKeys())
    this.#ended = Promise.all([...users, ...owners])
  }

  /** @returns the response */
  use = (owned: OwnedKey, base = this.#stage.url) => this.#record('use', owned, () => this.#client.use(base, owned))

  revoke = (owned: OwnedKey) => this.#record('revoke', owned, () => this.#client.revoke(this.#stage.url, owned))

  /** The next key that is there to be revoked. */
  doomed(): OwnedKey {
    const { value } = this.#stage.doomed.next()
    if (!value) throw new Error('all keys are revoked: the stage needs more')
    return value
  }

  /**
   * Revokes this many keys at once. @returns when a number of them have been acknowledged, or all have been answered
   */
  async burst(count: number, acknowledged: number) {
    const { promise, resolve } = Promise.withResolvers<void>()
    let left = acknowledged
    const answers = Array.from({ length: count }, async () => {
      if ((await this.revoke(this.doomed())) === 200 && --left === 0) resolve()
    })
    await Promise.race([promise, Promise.all(answers)])
  }

  /** Waits until this many operations of each kind that began after this call have succeeded. */
  async flows(count = 10) {
    const from = now()
    const enough = (kind: Operation['kind']) =>
      this.history.filter(one => one.kind === kind && one.status === 200 && one.start > from).length >= count
    await until(() => enough('use') && enough('revoke'), LOOK_MS)
  }

  /** Waits until an operation that ended after this call was rejected. */
  async isRefused() {
    const from = now()
    await until(() => failures(this.history).some(({ end }) => end > from), LOOK_MS)
  }

  /** Waits until nothing has failed for a time, counted from a given time, or until the deadline. */
  async settles(since: number, calmMs: number, patienceMs: number) {
    const calmSince = () => Math.max(since, ...failures(this.history).map(({ end }) => end))
    await until(() => now() - calmSince() >= calmMs || now() - since >= patienceMs, LOOK_MS)
  }

  /** Ends the load. @returns when the last response has arrived */
  async stop() {
    this.#isOver = true
    await this.#ended
  }

  close() {
    this.#isOver = true
    this.#client.close()
  }

  async #useGoodKeys() {
    for (; !this.#isOver; await sleep(REST_MS)) await this.use(anyOf(this.#stage.good))
  }

  /** Repeats a revocation until it is acknowledged. Then every instance must reject the key, immediately and later. */
  async #revokeKeys() {
    for (; !this.#isOver; await sleep(REST_MS)) {
      const owned = this.doomed()
      await this.use(owned)
      while ((await this.revoke(owned)) !== 200 && !this.#isOver) await sleep(REST_MS)
      await Promise.all([this.use(owned), this.use(owned)])
      await sleep(Math.random() * LATER_MS)
      await Promise.all([this.use(owned), this.use(owned)])
    }
  }

  #record(kind: Operation['kind'], { id }: OwnedKey, act: () => Promise<Answer>) {
    return recorded(this.history, kind, id, async () => {
      const answer = await act()
      if (answer.flaw) this.flaws.add(answer.flaw)
      return answer
    })
  }
}

/** The operations without a response, or with a 5xx. */
export const failures = (history: readonly Operation[]) => history.filter(({ status }) => status === 0 || status >= 500)
