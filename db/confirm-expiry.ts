/**
 * Decides about a key that looks expired: `expired`, `revoked` or `undecided`.
 *
 * Guarantee: once a key has been reported as `expired`, it is never admitted again. An update that moves an expiry
 * later takes the key's advisory lock, then checks that the key has not expired, and holds the lock until its
 * transaction ends (trigger `expired_keys_stay_expired`). If the lock is taken, such an update is in flight:
 * `undecided`. If the lock is free, every earlier update has committed and is visible to the query below, and every
 * later update will find that the key has expired, because the clock has moved on. It makes no difference how long a
 * COMMIT takes.
 *
 * VOLATILE, so that the query reads with a snapshot that is newer than the calling statement's and was taken after the
 * lock was free. The lock is released at once: a batch holds at most one, however many expired keys it contains, and an
 * update never waits for a batch. Both calls are in one expression, which cannot be canceled halfway.
 */
export const CONFIRM_EXPIRY = `
create function confirm_expiry(id_of_key uuid) returns text language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  lock_id bigint := uuid_hash_extended(id_of_key, 0);
  verdict text;
begin
  if (case when pg_try_advisory_lock_shared(lock_id) then pg_advisory_unlock_shared(lock_id) end) then
    select case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' end
      into verdict from api_keys k where k.id = id_of_key;
  end if;
  return coalesce(verdict, 'undecided');
end $$`
