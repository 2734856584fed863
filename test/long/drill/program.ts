import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../faults/client.ts'
import type { OwnedKey } from '../faults/keys.ts'

/** Below the limit of an account. Each program has its own account. */
const REST_MS = 160

/** A program in two copies, each of which has a key and uses it all the time, on any instance. */
export class Program {
  readonly failed: number[] = []
  readonly milliseconds: number[] = []
  readonly #urls: readonly string[]
  readonly #client = new Client()
  readonly #keys: [OwnedKey, OwnedKey]
  readonly #ended: Promise<unknown>
  #isOver = false

  constructor(urls: readonly string[], key: OwnedKey) {
    this.#urls = urls
    this.#keys = [key, key]
    this.#ended = Promise.all([this.#run(0), this.#run(1)])
  }

  /** Gives one copy a new key, and the other one a little later, as a deployment does. */
  async deploy(key: OwnedKey, apartMs: number) {
    this.#keys[0] = key
    await sleep(apartMs)
    this.#keys[1] = key
  }

  async stop() {
    this.#isOver = true
    await this.#ended
    this.#client.close()
  }

  async #run(copy: 0 | 1) {
    for (let turn: number = copy; !this.#isOver; turn++) {
      const begun = performance.now()
      const url = this.#urls[turn % this.#urls.length] ?? ''
      let { statusCode } = await this.#client.use(url, this.#keys[copy])
      // A 503 is not a rejection: a busy machine may answer it, and programs retry.
      if (statusCode === 503) statusCode = (await this.#client.use(url, this.#keys[copy])).statusCode
      this.milliseconds.push(performance.now() - begun)
      if (statusCode !== 200) this.failed.push(statusCode)
      await sleep(REST_MS)
    }
  }
}

/** The time within which this part of the uses was answered, from one point of each program's history on. */
export function percentile(part: number, programs: readonly Program[], from: readonly number[] = []) {
  const all = programs.flatMap((program, at) => program.milliseconds.slice(from[at] ?? 0)).sort((a, b) => a - b)
  return Math.round((all[Math.floor(all.length * part)] ?? 0) * 10) / 10
}

/** The present length of each program's history. */
export const lengthsOf = (programs: readonly Program[]) => programs.map(({ milliseconds }) => milliseconds.length)
