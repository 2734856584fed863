import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { withCause } from '../errors.ts'
import { adminRequest } from './admin-request.ts'

const USAGE = `npm run -s keyward -- find TEXT [--account ACCOUNT]
npm run -s keyward -- find --key <FILE
npm run -s keyward -- suspend ACCOUNT [--lift] [--reason TEXT]
npm run -s keyward -- depart ACCOUNT PERSON --keys revoke|hand_over [--reason TEXT] [--dry-run]
Each takes --json. KEYWARD_URL and ADMIN_TOKEN name the deployment and its token.
`

const options = {
  account: { type: 'string' },
  key: { type: 'boolean' },
  lift: { type: 'boolean' },
  reason: { type: 'string' },
  keys: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

type Values = ReturnType<typeof read>['values']
const read = () => parseArgs({ options, allowPositionals: true })

/** What an operator does that cannot wait for a browser. Prints a sentence, or the response with `--json`. */
async function main() {
  const { values, positionals } = read()
  const [name = '', ...words] = positionals
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command || words.length !== command.words(values)) throw new Error(`wrong arguments\n${USAGE}`)
  const unknown = Object.keys(values).find(option => option !== 'json' && !command.options.includes(option))
  if (unknown) throw new Error(`${name} has no --${unknown}\n${USAGE}`)
  const { answer, sentence } = await command.run(words, values)
  process.stdout.write(values.json ? `${JSON.stringify(answer, null, 2)}\n` : `${sentence}\n`)
}

interface Command {
  options: readonly string[]
  /** How many arguments it takes. */
  words(values: Values): number
  run(words: string[], values: Values): Promise<{ answer: object; sentence: string }>
}

const COMMANDS: Record<string, Command> = {
  find: { options: ['account', 'key'], words: ({ key }) => (key ? 0 : 1), run: find },
  suspend: { options: ['lift', 'reason'], words: () => 1, run: suspend },
  depart: { options: ['keys', 'reason', 'dry-run'], words: () => 2, run: depart },
}

/** Of a key only the digest is sent, so that its secret reaches no log. Arguments are visible to others: use `--key`. */
async function find([words = '']: string[], { account, key }: Values) {
  const asked = key
    ? digestOf((await text(process.stdin)).trim())
    : KEY.test(words.trim())
      ? digestOf(words.trim())
      : words
  const query = new URLSearchParams({ q: asked, ...(account && { account }) })
  const answer = await adminRequest<{ summary: string }>({ method: 'GET', path: `/lookup?${query}` })
  return { answer, sentence: answer.summary }
}

/** A key that keyward has made, with any prefix. */
const KEY = /^[A-Za-z0-9_]{1,20}[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/
const digestOf = (key: string) => `sha256:${createHash('sha256').update(key).digest('hex')}`

async function suspend([account = '']: string[], { lift, reason }: Values) {
  const answer = await adminRequest<{ account_id: string; suspended_at: string | null }>({
    method: lift ? 'DELETE' : 'POST',
    path: `/accounts/${encodeURIComponent(account)}/suspension`,
    body: { reason: reason ?? null },
  })
  const { account_id, suspended_at } = answer
  return {
    answer,
    sentence: suspended_at ? `${account_id}: suspended at ${suspended_at}` : `${account_id}: not suspended`,
  }
}

interface Departure {
  departed_at: string | null
  revoked: number
  to_be_rotated: number
  complete: boolean
}

/** Repeats the request until all keys have been processed. */
async function depart([account = '', person = '']: string[], { keys, reason, 'dry-run': dryRun = false }: Values) {
  if (!keys) throw new Error(`depart needs --keys\n${USAGE}`)
  const path = `/accounts/${encodeURIComponent(account)}/members/${encodeURIComponent(person)}/departure`
  const body = { keys, reason: reason ?? null, dry_run: dryRun }
  let revoked = 0
  for (;;) {
    const answer = await adminRequest<Departure>({ method: 'POST', path, body })
    revoked += answer.revoked
    if (!answer.complete) continue
    const counts = `${revoked} keys revoked, ${answer.to_be_rotated} to be rotated`
    return { answer: { ...answer, revoked }, sentence: `${person}: ${dryRun ? 'would leave' : 'has left'}; ${counts}` }
  }
}

main().catch((error: Error) => {
  process.stderr.write(`failed: ${withCause(error)}\n`)
  process.exit(1)
})
