import { type Compilable, CompiledQuery, Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import type { Tables } from '../tables.ts'

/** Builds statements only. It executes none, so it needs no pool. */
const builder = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: {} as PostgresPool }) }).withSchema('public')

/** Placeholder for a value that is given at execution. */
class Argument {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * Compiles a statement once instead of at every execution, which takes an eighth of the CPU time of a revocation.
 * @param build builds the statement, with `argument(name)` for each value; the text must not depend on the values
 * @returns a function that executes the statement with values and returns its rows
 */
export function compiled<Arguments extends object, Row>(
  build: (
    db: Kysely<Tables>,
    argument: <Name extends keyof Arguments>(name: Name) => Arguments[Name],
  ) => Compilable<Row>,
) {
  const { sql, parameters } = build(builder, name => new Argument(String(name)) as never).compile()
  return async function execute(db: Kysely<Tables>, values: Arguments): Promise<Row[]> {
    const bound = parameters.map(parameter =>
      parameter instanceof Argument ? values[parameter.name as keyof Arguments] : parameter,
    )
    return (await db.executeQuery<Row>(CompiledQuery.raw(sql, bound))).rows
  }
}
