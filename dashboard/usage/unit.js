import { api } from '../base/api.js'
import { useLoad } from '../base/load.js'

/** The longest window is a month. */
const DAYS = 31

/**
 * What the limits count, as the account's readers know it: requests, until one of them has cost more than one unit.
 * @returns {'requests' | 'units'}
 */
export function useUnit() {
  const { data } = useLoad(signal => api.usage({ days: DAYS }, { signal }), [])
  return data?.data.some(({ requests, units }) => units > requests) ? 'units' : 'requests'
}
