import { setTimeout as sleep } from 'node:timers/promises'
import { type Operation, recorded } from './history.ts'
import { ask } from './http.ts'
import { signIn } from './people.ts'
import type { Service } from './service.ts'

const KEYS = 5
const PAUSE_MS = 100

/** Repeats requests until none of them gets 503. @returns the statuses */
export async function decided(act: () => Promise<number[]>) {
  for (;;) {
    const statuses = await act()
    if (!statuses.includes(503)) return statuses
    await sleep(PAUSE_MS)
  }
}

/** A few keys of one person, and the requests for all of them at once. */
export class Handful {
  readonly history: Operation[] = []
  readonly #service: Service
  readonly #cookie: string
  readonly #made: { id: string; key: string }[] = []

  private constructor(service: Service, cookie: string) {
    this.#service = service
    this.#cookie = cookie
  }

  static async of(service: Service) {
    const handful = new Handful(service, (await signIn('pro')).cookie)
    while (handful.#made.length < KEYS) await handful.#create()
    return handful
  }

  get ids() {
    return this.#made.map(({ id }) => id)
  }

  /** @returns the statuses */
  revoke() {
    return this.#each('revoke', ({ id }) =>
      ask(this.#service, `/api/v1/keys/${id}`, { cookie: this.#cookie, method: 'DELETE', body: { reason: 'lost?' } }),
    )
  }

  /** @returns the statuses */
  use() {
    return this.#each('use', ({ key }) => ask(this.#service, '/api/v1/me', { key }))
  }

  #each(kind: Operation['kind'], act: (made: { id: string; key: string }) => ReturnType<typeof ask>) {
    const statusOf = async (reply: ReturnType<typeof ask>) => ({ statusCode: (await reply).status })
    return Promise.all(this.#made.map(made => recorded(this.history, kind, made.key, () => statusOf(act(made)))))
  }

  async #create() {
    const options = { cookie: this.#cookie, method: 'POST', body: { name: 'one of a few' } }
    const reply = await ask(this.#service, '/api/v1/keys', options)
    if (reply.status === 201) this.#made.push(reply.json())
    else await sleep(PAUSE_MS)
  }
}
