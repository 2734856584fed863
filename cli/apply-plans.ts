import { text } from 'node:stream/consumers'
import { Ajv, type ErrorObject } from 'ajv'
import { operator } from '../auth/actor.ts'
import { readDatabaseConfig } from '../config/config.ts'
import { openAsOwner } from '../db/connection/owner.ts'
import { listPlans, type PlanTerms, putPlans } from '../db/plans.ts'
import { type ApiError, withCause } from '../errors.ts'
import { requestId } from '../http/request-id.ts'
import { NamedPlan, toTerms } from '../schemas/plan.ts'

/** Distinguishes these changes from those of the API, which have a reason of the caller. */
const REASON = 'plans:apply'

/**
 * `npm run -s plans:apply < plans.json`: creates and changes plans, all or none. The file is a list of plans, or what
 * `GET /admin/v1/plans` returns. `npm run -s plans:apply -- --print` prints the present plans as such a file.
 */
async function main() {
  const plans = process.argv.includes('--print') ? undefined : parse(await text(process.stdin))
  const db = await openAsOwner(readDatabaseConfig())
  try {
    if (!plans) return print(`${JSON.stringify((await listPlans(db)).map(withoutVersion), null, 2)}\n`)
    const outcomes = await putPlans(db, plans, { actor: operator(requestId()), reason: REASON })
    for (const [at, { name }] of plans.entries()) print(`${name}: ${outcomes[at]}\n`)
  } finally {
    await db.destroy()
  }
}

const print = (line: string) => void process.stdout.write(line)

/** A file is applied many times, and to many databases. */
const withoutVersion = ({ version: _version, ...plan }: { version: number }) => plan

/** @throws an error that names the plan and the field that are wrong */
function parse(json: string): PlanTerms[] {
  const file = JSON.parse(json) as { data?: unknown } | null
  const plans = Array.isArray(file) ? file : file?.data
  if (!Array.isArray(plans)) throw new Error('the file must be a list of plans')
  const terms = plans.map(toPlan)
  const names = terms.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (twice !== undefined) throw new Error(`${twice} is in the file twice`)
  const defaults = terms.filter(({ is_default }) => is_default).map(({ name }) => name)
  if (defaults.length > 1) throw new Error(`only one plan can be the default, not ${defaults.join(' and ')}`)
  return terms
}

const validate = new Ajv({ strict: false }).compile<NamedPlan>(NamedPlan)

function toPlan(plan: unknown, at: number): PlanTerms {
  if (!validate(plan)) {
    const [error] = validate.errors as [ErrorObject]
    const extra: string | undefined = error.params.additionalProperty
    throw new Error([nameOf(plan, at), error.instancePath.slice(1), error.message, extra].filter(Boolean).join(' '))
  }
  try {
    const { name, ...rest } = plan
    return { ...toTerms(name, rest), version: undefined }
  } catch (error) {
    const [[field, problem]] = Object.entries((error as ApiError).details as object) as [[string, string]]
    throw new Error(`${plan.name} ${field} ${problem}`)
  }
}

/** The name of a plan that is wrong, or else its position. */
function nameOf(plan: unknown, at: number) {
  const { name } = Object(plan)
  return typeof name === 'string' ? name : `plan ${at + 1}`
}

main().catch((error: Error) => {
  process.stderr.write(`not applied: ${withCause(error)}\n`)
  process.exit(1)
})
