import { OneLine } from '../schemas/primitives.ts'

const LONGEST = 200
const PATTERN = new RegExp(OneLine.pattern)

/** What people call a person, by their session. @returns null if the database could not store it, or nobody could read it */
export const toLabel = (email: string | null) =>
  email !== null && email.length <= LONGEST && PATTERN.test(email) && email.isWellFormed() ? email : null
