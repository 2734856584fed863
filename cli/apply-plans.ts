import { text } from 'node:stream/consumers'
import { Ajv, type ErrorObject } from 'ajv'
import { readDatabaseConfig } from '../config/config.ts'
import { openAsOwner } from '../db/connection/owner.ts'
import { listPlans, putPlans } from '../db/plans.ts'
import { withCause } from '../errors.ts'
import { PlansFile, toTerms } from '../schemas/plan.ts'

/**
 * `npm run -s plans:apply < plans.json`: creates and changes plans, all or none. The file has the form of
 * `GET /admin/v1/plans`. `npm run -s plans:apply -- --print` prints the present plans in that form.
 */
async function main() {
  const isPrint = process.argv.includes('--print')
  const file = isPrint ? undefined : parse(await text(process.stdin))
  const db = await openAsOwner(readDatabaseConfig())
  try {
    if (!file) return print(`${JSON.stringify({ data: await listPlans(db) }, null, 2)}\n`)
    const outcomes = await putPlans(
      db,
      file.data.map(({ name, ...plan }) => toTerms(name, plan)),
    )
    for (const [at, { name }] of file.data.entries()) print(`${name}: ${outcomes[at]}\n`)
  } finally {
    await db.destroy()
  }
}

const print = (line: string) => void process.stdout.write(line)

/** @throws an error that names the first plan and field that are wrong */
function parse(json: string): PlansFile {
  const file: unknown = JSON.parse(json)
  const validate = new Ajv({ strict: false }).compile<PlansFile>(PlansFile)
  if (validate(file)) return file
  const [error] = validate.errors as [ErrorObject]
  const extra: string | undefined = error.params.additionalProperty
  throw new Error([error.instancePath.slice(1) || 'the file', error.message, extra].filter(Boolean).join(' '))
}

main().catch((error: Error & { details?: Record<string, string> }) => {
  const [field, problem] = Object.entries(error.details ?? {})[0] ?? []
  process.stderr.write(`not applied: ${field ? `${field} ${problem}` : withCause(error)}\n`)
  process.exit(1)
})
