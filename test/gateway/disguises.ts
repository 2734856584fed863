/** Parameter names that some framework reads as `api_key`, one for each kind of framework. */
export const DISGUISES =
  `api%5Fkey %61pi_key API_KEY api_key[] api.key api%20key api+key api[key +api_key %20api_key api_key%00x [api_key] ?api_key
  api%255Fkey a=1;api_key ;api_key amp;api_key api\xef\xbc\xbfkey`.split(/\s+/)
/** Queries that only resemble a disguised key. */
export const LOOKALIKES = ['q=a%3Bapi_key%3Dx', 'apikey=1', 'q=api_key', 'a=1;b=2', 'api_keys=1']
