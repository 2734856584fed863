import { setTimeout as sleep } from 'node:timers/promises'
import tap from 'tap'
import { Cluster, hasPostgres } from '../kit/cluster.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { type Person, SECRET, signIn } from '../kit/people.ts'
import { preparedFolder, run, type Service, start } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

/** Public ID, underscore, secret and checksum. */
const LENGTH_AFTER_PREFIX = 8 + 1 + 43 + 6

const create = async (service: Service, { cookie }: Person): Promise<{ id: string; key?: string }> =>
  (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()

tap.test('an instance does not start while it would reject living keys, and says how many', async t => {
  const env = { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' }
  const alice = await signIn('pro')
  const before = await start(t, env)
  const made = [await create(before, alice), await create(before, alice)] as const
  await before.end('SIGTERM')

  const settings = { ...env, PORT: '0', SUPABASE_JWT_SECRET: SECRET, KEY_PREFIXES: 'acme_' }
  const { code, output } = await run(t, 'server.ts', settings).ended
  t.equal(code, 1)
  t.match(
    output,
    'KEY_PREFIXES lacks prefixes of keys that are neither revoked nor expired: sk_live_ (2); append them to the list, or rotate or revoke those keys first',
  )

  const both = await start(t, { ...env, KEY_PREFIXES: 'acme_,sk_live_' })
  for (const { id, key } of made) {
    t.equal((await ask(both, '/api/v1/me', { key: String(key) })).status, 200)
    const options = { cookie: alice.cookie, method: 'POST', body: { grace_seconds: 0 } }
    const successor = (await ask(both, `/api/v1/keys/${id}/rotation`, options)).json()
    t.match(successor.key, /^acme_/)
  }
  await both.end('SIGTERM')
  const after = await start(t, { ...env, KEY_PREFIXES: 'acme_' })
  t.match(await create(after, alice), { key: /^acme_/ })
})

/** Three instances behind a load balancer, and clients that create keys and use them on any instance. */
class Fleet {
  /** Statuses of uses of good keys, with how often each occurred. */
  readonly statuses = new Map<number, number>()
  readonly prefixes = new Set<string>()
  readonly #services: (Service | undefined)[] = []
  readonly #inFlight = new Map<Service, number>()
  readonly #clients: Promise<unknown>
  #goesOn = true

  private constructor(services: Service[]) {
    this.#services = services
    this.#clients = Promise.all(Array.from({ length: 4 }, () => this.#client()))
  }

  static async start(launch: () => Promise<Service>) {
    return new Fleet([await launch(), await launch(), await launch()])
  }

  /** Restarts the instances, one after the other: each gets no more requests before it ends. */
  async roll(launch: () => Promise<Service>) {
    for (const [at, old] of this.#services.entries()) {
      this.#services[at] = undefined
      while (this.#inFlight.get(old as Service)) await sleep(5)
      await old?.end('SIGTERM')
      this.#services[at] = await launch()
      await this.rounds(20)
    }
  }

  /** Waits until the clients have sent so many more requests. */
  async rounds(count: number) {
    const total = () => [...this.statuses.values()].reduce((sum, one) => sum + one, 0)
    const enough = total() + count
    while (total() < enough) await sleep(5)
  }

  async end() {
    this.#goesOn = false
    await this.#clients
  }

  async #client() {
    const keys: string[] = []
    while (this.#goesOn) {
      if (keys.length < 20) {
        const { key } = await this.#onAny(async service => create(service, await signIn('pro')))
        // A busy machine may answer 503.
        if (key === undefined) continue
        keys.push(key)
        this.prefixes.add(key.slice(0, -LENGTH_AFTER_PREFIX))
      }
      for (const key of [keys.at(-1), keys[Math.floor(Math.random() * keys.length)]]) {
        if (key === undefined) continue
        const { status } = await this.#onAny(service => ask(service, '/api/v1/me', { key }))
        this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
      }
      if (keys.length === 20) keys.shift()
    }
  }

  async #onAny<T>(act: (service: Service) => Promise<T>): Promise<T> {
    const running = this.#services.filter(service => service !== undefined)
    const service = running[Math.floor(Math.random() * running.length)] as Service
    this.#inFlight.set(service, (this.#inFlight.get(service) ?? 0) + 1)
    try {
      return await act(service)
    } finally {
      this.#inFlight.set(service, Number(this.#inFlight.get(service)) - 1)
    }
  }
}

const missing = onlyExhaustive('starting a server takes a while') || (!hasPostgres && 'PostgreSQL is not installed')

tap.test(...unless(missing, 'three instances change their prefix under load, and no good key gets a 401'), async t => {
  const cluster = await Cluster.start(t)
  const launch = (KEY_PREFIXES: string) => () =>
    start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'warn', KEY_PREFIXES })
  const fleet = await Fleet.start(launch('sk_live_'))
  await fleet.rounds(20)
  await fleet.roll(launch('sk_live_,acme_live_'))
  await fleet.roll(launch('acme_live_,sk_live_'))
  t.notOk(fleet.statuses.get(401), JSON.stringify([...fleet.statuses]))
  t.ok(fleet.statuses.get(200))
  t.same([...fleet.prefixes], ['sk_live_', 'acme_live_'])

  await fleet.roll(launch('other_live_,acme_live_,sk_live_'))
  await fleet.end()
  t.ok(fleet.statuses.get(401), 'the test notices a prefix that was given before all instances accepted it')
})
