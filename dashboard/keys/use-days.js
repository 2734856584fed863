import { api } from '../base/api.js'
import { useLoad } from '../base/load.js'
import { useRefresh } from '../base/refresh.js'
import { useRef } from '../base/view.js'
import { daysByKey, mostPerDay, SPARK_DAYS } from './spark.js'

const REFRESH_SECONDS = 60
/** Beyond this many keys, the response would outweigh the rest of the page by far. */
const MAX_KEYS = 300

/**
 * The requests per day of all keys, for their sparklines. The list works without them, so an error is not shown.
 * @param {number | undefined} keys how many keys the account has; undefined while that is unknown, as during a search
 */
export function useDays(keys) {
  const known = useRef(0)
  known.current = keys ?? known.current
  const wanted = known.current > 0 && known.current <= MAX_KEYS
  const { data, reload } = useLoad(
    async signal => (wanted ? (await api.usage({ days: SPARK_DAYS }, { signal })).data : []),
    [wanted],
  )
  useRefresh(reload, REFRESH_SECONDS)
  const days = daysByKey(data ?? [], Date.now())
  return { days, most: mostPerDay(days.values()) }
}
