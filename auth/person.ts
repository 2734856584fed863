import { invalidField } from '../errors.ts'
import { type NamedAccount, namedAccount, shownId } from './account-id.ts'

/**
 * Reads the ID of a person as a request names them, in the form of their sessions.
 * @throws 400 for an API key, which somebody has pasted instead, and for the account's own person, who is always its
 *   manager
 */
export function otherPerson(id: string, owner: NamedAccount): string {
  const named = namedAccount(id)
  if (!named) throw invalidField('person', 'must not be an API key, `.` or `..`')
  if (shownId(named) === shownId(owner)) throw invalidField('person', "must not be the account's own person")
  return shownId(named)
}
