// Generated from the OpenAPI document by `npm run client:types`. Do not edit.

export interface paths {
    "/admin/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Returns all accounts, newest first.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["searchAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account
         * @description Returns the tier and own limits of an account with their ends, its rate-limit windows and its metadata. This request
         *     does not count against the windows.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["getAccount"];
        /**
         * Set the tier, limits or metadata of an account
         * @description Takes effect from the next request, on every instance. Creates the account if it does not exist, with the default tier
         *     if `tier` is left out; the status is then 201. Every change is recorded in the account's history; a repeat changes nothing
         *     and is not recorded.
         *
         *     `tier`, `tier_until` and `tier_after` are set together: without `tier_until`, the tier has no end. If `tier` is left out,
         *     all three keep their values. `limits` and `metadata` keep their values if they are left out, and are removed by null.
         *
         *     Service keys need the scope `keyward:accounts:write`.
         */
        put: operations["putAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/account-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events of an account
         * @description Returns the history of the account itself, newest first: changes of its tier, limits and metadata, and resets of its
         *     windows. Events never change. The history of its keys is at `/api/v1/audit-events`.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["listEventsOfAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events for an account
         * @description Does the same as `listAuditEvents`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["listAuditEventsOfAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys for an account
         * @description Does the same as `listAPIKeys`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["listAPIKeysOfAccount"];
        put?: never;
        /**
         * Create an API key for an account
         * @description Does the same as `createAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:write`.
         */
        post: operations["createAPIKeyOfAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key for an account
         * @description Does the same as `getAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["getAPIKeyOfAccount"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key for an account
         * @description Does the same as `revokeAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:revoke`.
         */
        delete: operations["revokeAPIKeyOfAccount"];
        options?: never;
        head?: never;
        /**
         * Update an API key for an account
         * @description Does the same as `updateAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:write`.
         */
        patch: operations["updateAPIKeyOfAccount"];
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/{keyId}/leak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that an API key has leaked for an account
         * @description Does the same as `reportLeakedAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:revoke`.
         */
        post: operations["reportLeakedAPIKeyOfAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/{keyId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an API key for an account
         * @description Does the same as `pauseAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:revoke`.
         */
        post: operations["pauseAPIKeyOfAccount"];
        /**
         * Resume an API key for an account
         * @description Does the same as `resumeAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:write`.
         */
        delete: operations["resumeAPIKeyOfAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/{keyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key for an account
         * @description Does the same as `rotateAPIKey`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:write`.
         */
        post: operations["rotateAPIKeyOfAccount"];
        /**
         * Cancel the rotation of an API key for an account
         * @description Does the same as `cancelAPIKeyRotation`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:write`.
         */
        delete: operations["cancelAPIKeyRotationOfAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count API keys by status for an account
         * @description Does the same as `countAPIKeys`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["countAPIKeysOfAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import API keys from another service
         * @description Imports keys into one account by their digests, all or none, so that their holders can keep using them. Each key
         *     must match a shape in `IMPORTED_KEY_SHAPES`; otherwise the response is 409 `no_key_shape` with the prefixes that do not.
         *     Creates the account if it does not exist.
         *
         *     Service keys need the scope `keyward:keys:write`.
         */
        post: operations["importAPIKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke many API keys for an account
         * @description Does the same as `revokeAPIKeys`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:revoke`.
         */
        post: operations["revokeAPIKeysOfAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members for an account
         * @description Does the same as `listMembers`, for the account in the path.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["listMembersOfAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a member for an account
         * @description Does the same as `getMember`, for the account in the path.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["getMemberOfAccount"];
        /**
         * Add or change a member for an account
         * @description Does the same as `putMember`, for the account in the path.
         *
         *     Service keys need the scope `keyward:accounts:write`.
         */
        put: operations["putMemberOfAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/members/{person}/departure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove a person from the account for an account
         * @description Does the same as `removeMember`, for the account in the path.
         *
         *     Service keys need the scope `keyward:accounts:write`.
         */
        post: operations["removeMemberOfAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend an account
         * @description Rejects every request with a key of this account that starts after the response with `403 account_suspended`, until
         *     the suspension is lifted. Requests that are rejected count against no limit. The account's people can read, revoke keys
         *     and report leaks; everything else is `403 account_suspended`. They see the reason in the account's history.
         *
         *     Expiries and grace periods run on. Safe to repeat: the account keeps the original reason, time and actor.
         *
         *     Service keys need the scope `keyward:accounts:write`.
         */
        post: operations["suspendAccount"];
        /**
         * Lift the suspension of an account
         * @description Requests that start after the response are decided as before the suspension. Keys that have expired or were revoked
         *     since then stay so. Safe to repeat.
         *
         *     Service keys need the scope `keyward:accounts:write`.
         */
        delete: operations["liftSuspension"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get usage by key for an account
         * @description Does the same as `getUsage`, for the account in the path.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["getUsageOfAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/windows/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the rate limits of an account
         * @description Resets the minute and day windows of an account and of its keys to zero, for example after a leaked key has used up the
         *     daily limit. Units used today still count toward the month.
         *
         *     Service keys need the scope `keyward:accounts:write`.
         */
        post: operations["resetWindows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events of all accounts
         * @description Returns the history of all keys, newest first. Without `account`, this reads the whole history, which takes seconds if
         *     it is long.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["searchAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find API keys of any account
         * @description Finds a key by what is known of it; send at least one parameter. Several keys can have the same prefix.
         *
         *     Service keys need the scope `keyward:keys:read`.
         */
        get: operations["searchAPIKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain why a key or request is rejected
         * @description Finds a key, an account or a request, and says in a sentence and in fields whether requests are admitted right now, and
         *     if not, why. The decision is that of `/api/v1/verify`, for a request that costs 1 and requires nothing; it counts nothing. A
         *     key itself is rejected with 400: send its SHA-256.
         *
         *     The IDs of rejected requests with known keys are kept for 24 hours, at most 20 for each key. All other requests are only in
         *     the log.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["lookup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plan-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events of plans
         * @description Returns the history of all plans or of one, newest first: who changed which plan, from what and to what. Events never
         *     change.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["listPlanEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans
         * @description Returns all plans, also retired ones.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plans/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plan
         * @description Returns a plan, also a retired one.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["getPlan"];
        /**
         * Create or change a plan
         * @description Takes effect from the next request, on every instance, for all accounts with the plan. A field that the body
         *     leaves out is set to its default, also if the plan exists. Plans are never deleted; accounts keep a plan that is retired.
         *     Every change is recorded; a repeat changes nothing and is not recorded.
         *
         *     Service keys need the scope `keyward:plans:write`.
         */
        put: operations["putPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/portal-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a person in by a link or token
         * @description Starts a session in which a person manages the keys of an account, without an identity provider. Your backend decides
         *     who the person is. Creates the account if it does not exist, and records the session in the account's history.
         *
         *     With `MEMBERS=strict`, the role `manager` makes the person a member of an account that never had one. All others must have
         *     been added as members.
         *
         *     With `for: "page"`, redirect the person to `url`. With `for: "element"`, hand `token` to `<keyward-keys>`.
         *
         *     Service keys need the scope `keyward:portal`.
         */
        post: operations["createPortalSession"];
        /**
         * End all portal sessions of a person
         * @description Ends the person's portal sessions for all accounts, including links that have not been used. Every request of these
         *     sessions that starts after the response gets `401 invalid_session`, on every instance.
         *
         *     Service keys need the scope `keyward:portal`.
         */
        delete: operations["endPortalSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/portal-sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a portal session
         * @description Every request of the session that starts after the response gets `401 invalid_session`, on every instance. Its link no
         *     longer works. Safe to repeat.
         *
         *     Service keys need the scope `keyward:portal`.
         */
        delete: operations["endPortalSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke many API keys of one or all accounts
         * @description Like `POST /api/v1/keys/revocations`, for keys of any account. Keys are revoked in batches, and the keys of a
         *     batch are revoked together. If `complete` is false or the response is an error, some keys may be left: repeat the
         *     request.
         *
         *     Service keys need the scope `keyward:keys:revoke`.
         */
        post: operations["revokeAnyAPIKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/service-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List service keys
         * @description Does the same as `listAPIKeys`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        get: operations["listServiceKeys"];
        put?: never;
        /**
         * Create a service key
         * @description Does the same as `createAPIKey`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        post: operations["createServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/service-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a service key
         * @description Does the same as `getAPIKey`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        get: operations["getServiceKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a service key
         * @description Does the same as `revokeAPIKey`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        delete: operations["revokeServiceKey"];
        options?: never;
        head?: never;
        /**
         * Update a service key
         * @description Does the same as `updateAPIKey`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        patch: operations["updateServiceKey"];
        trace?: never;
    };
    "/admin/v1/service-keys/{keyId}/leak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that a service key has leaked
         * @description Does the same as `reportLeakedAPIKey`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        post: operations["reportLeakedServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/service-keys/{keyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a service key
         * @description Does the same as `rotateAPIKey`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        post: operations["rotateServiceKey"];
        /**
         * Cancel the rotation of a service key
         * @description Does the same as `cancelAPIKeyRotation`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        delete: operations["cancelServiceKeyRotation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/service-keys/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count service keys by status
         * @description Does the same as `countAPIKeys`, for the keys that services use at `/admin/v1`.
         *
         *     Service keys cannot call this operation.
         */
        get: operations["countServiceKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes of usage
         * @description Returns the usage of all accounts for billing: one row per hour, account and key, ordered by the time of its last
         *     change. Store `Keyward-Next-Cursor` together with the rows, and send it as `cursor` with the next request: at once if
         *     `Keyward-More` is true, otherwise whenever you want. Each row has the totals of its hour and replaces the row that you
         *     have for the same hour and key. A row is repeated when it changes, and for some minutes afterwards; none is skipped.
         *
         *     Columns: `hour`, `account_id`, `key_id`, `requests` (admitted), `units` (that they took from the limits), and rejected
         *     requests by reason: `rejected` (revoked or expired key), `limited`, `insufficient` (plan), `out_of_scope` and `blocked`
         *     (suspended or paused). JSON Lines has these as fields; CSV has them in a header line.
         *
         *     Service keys need the scope `keyward:accounts:read`.
         */
        get: operations["listUsageChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List account events
         * @description Returns the history of the account itself, newest first: changes of its tier, limits and metadata, and resets of its
         *     windows. Events never change. The history of its keys is at `/api/v1/audit-events`.
         */
        get: operations["listAccountEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events
         * @description Returns the history of the account's keys, newest first. Events never change. Revoking a key again adds an event.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report leaked credentials
         * @description Revokes every active API key in the report. Anyone who finds a key can report it; possession of the key is the
         *     only authorization.
         *
         *     Keys are recognized anywhere in a text: in a header, a URL, JSON or quotes, across a line break, or in the password of an
         *     HTTP Basic credential. A report can contain at most 1,000 keys. The response is the same, and takes the same time, whether
         *     or not the report contains a key. Each address can send 60 reports per hour.
         */
        post: operations["reportLeakedCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Returns the account's keys. Revoked and expired keys stay in the list.
         */
        get: operations["listAPIKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Creates a key. The secret appears only in this response. An account can have as many active keys as its plan allows,
         *     100 unless an operator has set another number. A retiring key counts toward this limit only if its successor has been revoked or has expired.
         *
         *     Requires the role `member`.
         */
        post: operations["createAPIKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description Returns a key, without its secret. `last_used_at`, `rejected_count` and `last_rejected_at` lag by up to 10 seconds.
         */
        get: operations["getAPIKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Revokes an API key. Every request with this key that starts after the response gets `401 invalid_api_key`.
         *     **This cannot be undone.** To restore access, create a new key.
         *
         *     Safe to repeat: the key keeps its original reason, time and actor, and the history records the repeat. The session's rate
         *     limit never blocks this request, but a repeat beyond the limit is not recorded.
         *
         *     The optional `reason` is stored for audit purposes and shown in the dashboard. Use it to record *why* the key was
         *     revoked: compromise, rotation, employee departure.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        delete: operations["revokeAPIKey"];
        options?: never;
        head?: never;
        /**
         * Update an API key
         * @description Changes the name, description, scopes or expiry of a key. Fields that are left out keep their values.
         *
         *     A revoked key cannot be changed. The expiry of an expired key cannot be changed. The expiry of a retiring key can only be
         *     moved earlier; a later date is ignored. If the rotation is canceled, the key expires at its previous expiry or at the
         *     earliest date set since the rotation, whichever comes first.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        patch: operations["updateAPIKey"];
        trace?: never;
    };
    "/api/v1/keys/{keyId}/leak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that an API key has leaked
         * @description Revokes the key, like `DELETE /api/v1/keys/{keyId}`, and records where it was found. **This cannot be undone.**
         *     Safe to repeat: the key keeps its original reason, time and actor. The session's rate limit never blocks this request.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        post: operations["reportLeakedAPIKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{keyId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an API key
         * @description Rejects every request with this key that starts after the response with `403 key_paused`, until the key is resumed.
         *     Requests that are rejected count against no limit.
         *
         *     A paused key can be changed and revoked, but not rotated. Its expiry and a grace period run on, and it counts toward the
         *     limit of active keys. Safe to repeat: the key keeps its original reason, time and actor.
         *
         *     A pause is for a key that may be good. Revoke a key that has leaked.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        post: operations["pauseAPIKey"];
        /**
         * Resume an API key
         * @description Ends the pause of a key. Requests that start after the response are decided as before the pause. Safe to repeat.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        delete: operations["resumeAPIKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{keyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description Creates a successor with the same name. Its secret appears only in this response.
         *
         *     The old key becomes `retiring`: it works until `grace_seconds` after the **first admitted request with the successor**,
         *     and for at most 30 days. With `grace_seconds` set to 0, the old key is revoked immediately. The expiry of a retiring key can
         *     only be moved earlier.
         *
         *     While the successor works, the retiring key does not count toward the limit of active keys. If the successor is
         *     revoked or expires first, the retiring key counts again.
         *
         *     Only an active key that is not paused can be rotated, and only if it is not itself the successor of a retiring key;
         *     otherwise the response is 409.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        post: operations["rotateAPIKey"];
        /**
         * Cancel the rotation of an API key
         * @description Revokes the successor and restores the key's previous expiry, or an earlier one that was set since the rotation.
         *     Both keys must still be valid; otherwise the response is 409 and nothing changes.
         *
         *     Requires the role `manager`, or `member` for a key that you created.
         */
        delete: operations["cancelAPIKeyRotation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count API keys by status
         * @description Returns how many of the account's keys have each status. `still_used` lags by up to 10 seconds.
         */
        get: operations["countAPIKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke many API keys
         * @description Revokes the keys listed in `ids`, or all keys that match every condition in `filter`. Every request with a
         *     revoked key that starts after the response gets `401 invalid_api_key`. **This cannot be undone.** Send the request with
         *     `dry_run` first to count the keys and see which of them are used most.
         *
         *     Keys listed in `ids` are revoked together, never only some of them. Keys that match a `filter` are revoked in batches,
         *     starting with those that have not expired. If `complete` is false, some keys are left: repeat the request until it is
         *     true. After an error, some keys may have been revoked: repeat the request.
         *
         *     Safe to repeat. Keys that were already revoked keep their original reason, time and actor, and the history records them
         *     in a single event. A member revokes only keys that they created: a filter selects only those, and IDs of other keys count as
         *     not found. When the session's rate limit is used up, a request that revokes at least one key is still carried
         *     out; dry runs, and requests with `ids` that revoke no key, get 429.
         *
         *     Requires the role `member`.
         */
        post: operations["revokeAPIKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive leaks from GitHub secret scanning
         * @description Receives alerts as a partner in GitHub's secret scanning program, and revokes every active API key in them. The
         *     body must be signed with one of the keys published at `GITHUB_KEYS_URL`.
         */
        post: operations["reportLeaksFromGitHub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the current key
         * @description Returns the key that the request was sent with, its account and its limits. Counts like any other request.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description Returns the people of an account, by ID: members, people who have left, and people who have created keys. Unless the
         *     deployment sets `MEMBERS=strict`, people who have done none of this may also act in the account, by their session alone.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a member
         * @description Returns a person of the account.
         */
        get: operations["getMember"];
        /**
         * Add or change a member
         * @description Adds a person to the account, or changes their role or label. Fields that are left out keep their values. A person who
         *     has left becomes a member again with a `role`; their revoked keys stay revoked. A departure is the only way to remove a
         *     member. The last manager cannot give up the role: 409 `last_manager`.
         *
         *     The new role applies to every request that starts after the response. It has no effect unless the deployment sets
         *     `MEMBERS=strict`: otherwise sessions bring the role.
         *
         *     Requires the role `manager`.
         */
        put: operations["putMember"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{person}/departure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove a person from the account
         * @description Ends the access of a person who leaves, whether they are a member or only known to the identity provider. Every request
         *     of this person for this account that starts after the response is rejected with 403 `not_a_member`, on every instance, even
         *     while their session is still valid.
         *
         *     Then `keys` decides. With `revoke`, all keys that the person created are revoked in batches. If `complete` is false, some
         *     are left: repeat the request until it is true. With `hand_over`, they keep working. The person may still have their
         *     secrets, so the active ones are listed as `to_be_rotated` until someone rotates them.
         *
         *     Safe to repeat: the departure keeps its first time, actor and reason. Send the request with `dry_run` first to see the keys
         *     and how they are used. The last manager cannot be removed by a session: 409 `last_manager`.
         *
         *     Requires the role `manager`.
         */
        post: operations["removeMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the session
         * @description Returns the signed-in account, its tier, and the rate-limit windows that its keys share. This request does not
         *     count against those windows; its `X-RateLimit-*` headers report the separate limit on session requests.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with the code of a link
         * @description The page posts the code of a link from your backend, and gets a session in a cookie. A code works once, within two
         *     minutes.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends a session that your backend has started, and removes its cookie. Every request of the session that starts after
         *     the response gets `401 invalid_session`, on every instance. A session of an identity provider ends there: it gets a 404.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get usage by key
         * @description Returns admitted and rejected requests, and the units they took, per key and UTC day or hour. Send `days` or `hours`, not both; the default is
         *     30 days. Periods without requests are omitted. Counts lag by up to 10 seconds.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a key
         * @description For services that receive a key from their client. Decides as it would for a request with that key. The response is
         *     200 for a rejected key too: `valid` holds the decision and `code` the reason.
         */
        post: operations["verifyKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify up to 100 keys
         * @description Returns one result per key, in the order of the keys. A valid key counts each time it is listed.
         */
        post: operations["verifyKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forward-auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Authorize a request at a gateway
         * @description Decides about a request that a gateway has received. The gateway forwards the client's headers and the original
         *     URI, with any method except TRACE and CONNECT, to this path or any path below it.
         *
         *     `X-Required-Entitlement` requires a tier with certain entitlements, such as `formats=stix, lookback_days>=30`;
         *     `X-Required-Format` and `X-Required-Lookback-Days` are shorter forms for these two. `X-Required-Scope` requires a key
         *     with all of the given scopes. `X-Request-Cost` is the number of units that the request takes from every limit. Until an
         *     upgrade of keyward is finished, a cost above 1 and `X-Required-Entitlement` are 503.
         *
         *     Every 200 response carries all of the headers below, so that they overwrite any that the client sent.
         */
        get: operations["forwardAuth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check liveness
         * @description Returns 200 while the process responds. Does not query the database, because restarting keyward would not repair a database outage.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics
         * @description Returns metrics in the Prometheus text format. Public unless `METRICS_TOKEN` is set.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Introspect a key (RFC 7662)
         * @description For software that supports OAuth 2.0 token introspection. Introspection does not count as a request of the key.
         *     Disable response caching in that software: a cached response keeps accepting a revoked key until it expires.
         */
        post: operations["introspectKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check readiness
         * @description Returns 200 if the database responds too; otherwise 503.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CancelAPIKeyRotationBody: {
            /**
             * @description Reason for the cancellation, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        CancelAPIKeyRotationOfAccountBody: {
            /**
             * @description Reason for the cancellation, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        CancelServiceKeyRotationBody: {
            /**
             * @description Reason for the cancellation, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        CreateAPIKeyBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. If null, the key does not expire. If omitted, it does not expire either, unless the plan limits the life of keys: then it expires at the latest date that the plan allows.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description Scopes of the key. null allows every scope; an empty list allows only requests that require no scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes?: string[] | null;
        };
        CreateAPIKeyOfAccountBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. If null, the key does not expire. If omitted, it does not expire either, unless the plan limits the life of keys: then it expires at the latest date that the plan allows.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * Format: uuid
             * @description ID that the caller chooses, so that a repeat after a lost response is 409 `key_exists`. The secret is not
             *     stored, so then rotate the key with `grace_seconds` 0
             * @example 00000000-0000-4000-8000-000000000456
             */
            id?: string;
            /** @description Own limits of the key, at least one. They replace all earlier ones; null removes them */
            limits?: {
                /**
                 * @description Units per UTC day; null if it has no own limit
                 * @example null
                 */
                day?: number | null;
                /**
                 * @description Units per minute; null if it has no own limit
                 * @example 50
                 */
                minute?: number | null;
                /**
                 * @description Units per UTC month; null if it has no own limit
                 * @example null
                 */
                month?: number | null;
            } | null;
            /**
             * @description Any JSON object of at most 2048 bytes, which replaces the present one; null removes it. keyward returns it with each use and never reads it
             * @example {
             *       "customer": "cus_4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description Scopes of the key. null allows every scope; an empty list allows only requests that require no scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes?: string[] | null;
        };
        CreatedKey: {
            /**
             * @description Requests rejected because the account was suspended or the key was paused
             * @example 0
             */
            blocked_count: number;
            /**
             * Format: date-time
             * @example 2026-11-23T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description Who created the key, in the form of `revoked_by`; for a successor, who rotated
             * @example user:00000000-0000-4000-8000-000000000001
             */
            created_by: string;
            /**
             * @description What people call the person in `created_by`; null if unknown
             * @example ada@example.com
             */
            created_by_label: string | null;
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description: string | null;
            /**
             * Format: date-time
             * @example null
             */
            expires_at: string | null;
            /**
             * @description For a rotated key: how long it works after the first use of its successor
             * @example null
             */
            grace_seconds: number | null;
            /**
             * Format: date-time
             * @description When the successor was first used, recorded up to 20 seconds late; null until then
             * @example null
             */
            grace_started_at: string | null;
            /**
             * Format: uuid
             * @example 00000000-0000-4000-8000-000000000123
             */
            id: string;
            /**
             * @description Requests rejected because the account's plan lacks what they require
             * @example 0
             */
            insufficient_count: number;
            /** @description The secret. It appears only in this response; keyward does not store it. */
            key: string;
            /**
             * Format: date-time
             * @deprecated
             * @description Use `last_rejected_at`
             * @example null
             */
            last_refused_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            last_rejected_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
            /**
             * @description Last 4 characters of the secret; null for an imported key
             * @example x7Kp
             */
            last4: string | null;
            /**
             * @description For a key that was revoked because it leaked: how the leak was reported and where the key was found
             * @example null
             */
            leak: {
                /**
                 * @deprecated
                 * @description Use `reported_by`
                 * @enum {string}
                 */
                door: "report" | "github" | "owner";
                /** @example found in a public repository */
                note: string | null;
                /**
                 * @description How the leak was reported: `report` by anyone who found the key, `github` by GitHub secret scanning, `owner` by the account that owns the key
                 * @enum {string}
                 */
                reported_by: "report" | "github" | "owner";
                /** @example https://example.com/paste/1 */
                source_url: string | null;
            } | null;
            /**
             * @description Requests rejected by a limit of the account or key, or because their cost exceeds one
             * @example 0
             */
            limited_count: number;
            /**
             * @description Own limits of the key, set by an operator; null if it has none. The smaller of these and the account's apply
             * @example null
             */
            limits: {
                /**
                 * @description Units per UTC day; null if it has no own limit
                 * @example null
                 */
                day: number | null;
                /**
                 * @description Units per minute; null if it has no own limit
                 * @example null
                 */
                minute: number | null;
                /**
                 * @description Units per UTC month; null if it has no own limit
                 * @example null
                 */
                month: number | null;
            } | null;
            /**
             * @description The key's metadata, set by an operator; null if it has none
             * @example null
             */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description Requests rejected because the key lacks a scope that they require
             * @example 0
             */
            out_of_scope_count: number;
            /**
             * @description Whether the key works and expires later than the plan allows for new keys, or never: it is older than that limit, or was imported
             * @example false
             */
            outside_policy: boolean;
            /** @example null */
            pause_reason: string | null;
            /**
             * Format: date-time
             * @description When the key was paused: its requests are rejected until it is resumed; null if it is not paused
             * @example null
             */
            paused_at: string | null;
            /**
             * @description Who paused the key; null if it is not paused
             * @example null
             */
            paused_by: string | null;
            /**
             * @description First characters of the key, to identify it without revealing it: `sk_live_` followed by 8 characters, or the prefix given with an imported key
             * @example sk_live_4fT8aQz1
             */
            prefix: string;
            /**
             * @deprecated
             * @description Use `rejected_count`
             * @example 0
             */
            refused_count: number;
            /**
             * @description Requests rejected because the key was revoked or expired
             * @example 0
             */
            rejected_count: number;
            /**
             * Format: uuid
             * @description ID of the successor that replaces this key
             * @example null
             */
            replaced_by: string | null;
            /**
             * Format: uuid
             * @description ID of the key that this key replaces
             * @example null
             */
            replaces: string | null;
            /** @example null */
            revocation_reason: string | null;
            /**
             * Format: date-time
             * @example null
             */
            revoked_at: string | null;
            /**
             * @description `user:` followed by the ID of the person, `operator`, or `system` for a leak report without a session
             * @example null
             */
            revoked_by: string | null;
            /**
             * @description Scopes of the key, checked where a gateway or service requires scopes; null allows every scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes: string[] | null;
            /**
             * @description `retiring` keys work until `expires_at` and are being replaced by a successor
             * @enum {string}
             */
            status: "active" | "retiring" | "revoked" | "expired";
            /**
             * @description Whether the key is active although the person who created it has left the account, and may still have the secret
             * @example false
             */
            to_be_rotated: boolean;
        };
        CreatePortalSessionBody: {
            /**
             * @description ID of the account whose keys the person manages
             * @example org_7
             */
            account: string;
            /**
             * @description `page` for a link to the page, `element` for a token for `<keyward-keys>`
             * @example page
             * @enum {string}
             */
            for: "page" | "element";
            /**
             * @description What the page calls the person, such as an email address; not part of the history
             * @example ada@example.com
             */
            label?: string | null;
            /**
             * @description ID of the person, for the history
             * @example user_42
             */
            person: string;
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Opened from the settings
             */
            reason?: string | null;
            /**
             * @description HTTPS URL to which the page offers to return
             * @example https://app.example.com/settings
             */
            return_url?: string | null;
            /**
             * @description The most that the person may do; null for `manager`. A person whose ID is the account’s is its manager
             * @example manager
             * @enum {string|null}
             */
            role?: "manager" | "member" | "reader" | null;
            /**
             * @description How long the session lasts. Default: 3600 for a page, and 900 for an element, which is also the most for an element
             * @example 3600
             */
            seconds?: number;
        };
        CreateServiceKeyBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. If null, the key does not expire. If omitted, it does not expire either, unless the plan limits the life of keys: then it expires at the latest date that the plan allows.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description What the service may do. With `keyward:keys:write` or `keyward:portal`, it can act for every account
             * @example [
             *       "keyward:accounts:read",
             *       "keyward:keys:read"
             *     ]
             */
            scopes: ("keyward:accounts:read" | "keyward:accounts:write" | "keyward:keys:read" | "keyward:keys:write" | "keyward:keys:revoke" | "keyward:plans:write" | "keyward:portal")[];
        };
        EndPortalSessionBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        EndPortalSessionsBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        Error: {
            error: {
                /** @description Error code for programmatic handling */
                code: string;
                /**
                 * @description Additional error details. 400: the problem with each invalid field. 429: `window`, `limit` and
                 *     `reset`. 401 on session routes: `sign_in_url`, if one is configured.
                 */
                details?: {
                    [key: string]: unknown;
                };
                /** @description Human-readable error message */
                message: string;
                /** @description Unique request identifier for support */
                request_id: string;
            };
        };
        ImportAPIKeysBody: {
            keys: {
                /**
                 * @description What the key is for
                 * @example Reads indicators for the SIEM of the SOC
                 */
                description?: string | null;
                /**
                 * @description SHA-256 of the whole key, in hexadecimal, base64 or base64url
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                digest: string;
                /**
                 * Format: date-time
                 * @description When the key expires; must be in the future. If null, the key does not expire. If omitted, it does not expire either, unless the plan limits the life of keys: then it expires at the latest date that the plan allows.
                 * @example 2027-11-23T00:00:00Z
                 */
                expires_at?: string | null;
                /**
                 * @description Name of the key: one line of 1 to 100 characters
                 * @example SIEM connector
                 */
                name: string;
                /**
                 * @description The first characters of the key, shown so that people can recognize it
                 * @example acme_3ZkX
                 */
                prefix?: string;
                /**
                 * @description Scopes of the key. null allows every scope; an empty list allows only requests that require no scope
                 * @example [
                 *       "iocs:read",
                 *       "feeds:read"
                 *     ]
                 */
                scopes?: string[] | null;
            }[];
        };
        IntrospectKeyBody: {
            /** @description Any value; sent along with `client_secret` */
            client_id?: string;
            /** @description The service token, for software that sends it in the body (`client_secret_post`) */
            client_secret?: string;
            /** @description The API key that a client presented */
            token: string;
            token_type_hint?: string;
        };
        Key: {
            /**
             * @description Requests rejected because the account was suspended or the key was paused
             * @example 0
             */
            blocked_count: number;
            /**
             * Format: date-time
             * @example 2026-11-23T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description Who created the key, in the form of `revoked_by`; for a successor, who rotated
             * @example user:00000000-0000-4000-8000-000000000001
             */
            created_by: string;
            /**
             * @description What people call the person in `created_by`; null if unknown
             * @example ada@example.com
             */
            created_by_label: string | null;
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description: string | null;
            /**
             * Format: date-time
             * @example null
             */
            expires_at: string | null;
            /**
             * @description For a rotated key: how long it works after the first use of its successor
             * @example null
             */
            grace_seconds: number | null;
            /**
             * Format: date-time
             * @description When the successor was first used, recorded up to 20 seconds late; null until then
             * @example null
             */
            grace_started_at: string | null;
            /**
             * Format: uuid
             * @example 00000000-0000-4000-8000-000000000123
             */
            id: string;
            /**
             * @description Requests rejected because the account's plan lacks what they require
             * @example 0
             */
            insufficient_count: number;
            /**
             * Format: date-time
             * @deprecated
             * @description Use `last_rejected_at`
             * @example null
             */
            last_refused_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            last_rejected_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
            /**
             * @description Last 4 characters of the secret; null for an imported key
             * @example x7Kp
             */
            last4: string | null;
            /**
             * @description For a key that was revoked because it leaked: how the leak was reported and where the key was found
             * @example null
             */
            leak: {
                /**
                 * @deprecated
                 * @description Use `reported_by`
                 * @enum {string}
                 */
                door: "report" | "github" | "owner";
                /** @example found in a public repository */
                note: string | null;
                /**
                 * @description How the leak was reported: `report` by anyone who found the key, `github` by GitHub secret scanning, `owner` by the account that owns the key
                 * @enum {string}
                 */
                reported_by: "report" | "github" | "owner";
                /** @example https://example.com/paste/1 */
                source_url: string | null;
            } | null;
            /**
             * @description Requests rejected by a limit of the account or key, or because their cost exceeds one
             * @example 0
             */
            limited_count: number;
            /**
             * @description Own limits of the key, set by an operator; null if it has none. The smaller of these and the account's apply
             * @example null
             */
            limits: {
                /**
                 * @description Units per UTC day; null if it has no own limit
                 * @example null
                 */
                day: number | null;
                /**
                 * @description Units per minute; null if it has no own limit
                 * @example null
                 */
                minute: number | null;
                /**
                 * @description Units per UTC month; null if it has no own limit
                 * @example null
                 */
                month: number | null;
            } | null;
            /**
             * @description The key's metadata, set by an operator; null if it has none
             * @example null
             */
            metadata: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description Requests rejected because the key lacks a scope that they require
             * @example 0
             */
            out_of_scope_count: number;
            /**
             * @description Whether the key works and expires later than the plan allows for new keys, or never: it is older than that limit, or was imported
             * @example false
             */
            outside_policy: boolean;
            /** @example null */
            pause_reason: string | null;
            /**
             * Format: date-time
             * @description When the key was paused: its requests are rejected until it is resumed; null if it is not paused
             * @example null
             */
            paused_at: string | null;
            /**
             * @description Who paused the key; null if it is not paused
             * @example null
             */
            paused_by: string | null;
            /**
             * @description First characters of the key, to identify it without revealing it: `sk_live_` followed by 8 characters, or the prefix given with an imported key
             * @example sk_live_4fT8aQz1
             */
            prefix: string;
            /**
             * @deprecated
             * @description Use `rejected_count`
             * @example 0
             */
            refused_count: number;
            /**
             * @description Requests rejected because the key was revoked or expired
             * @example 0
             */
            rejected_count: number;
            /**
             * Format: uuid
             * @description ID of the successor that replaces this key
             * @example null
             */
            replaced_by: string | null;
            /**
             * Format: uuid
             * @description ID of the key that this key replaces
             * @example null
             */
            replaces: string | null;
            /** @example null */
            revocation_reason: string | null;
            /**
             * Format: date-time
             * @example null
             */
            revoked_at: string | null;
            /**
             * @description `user:` followed by the ID of the person, `operator`, or `system` for a leak report without a session
             * @example null
             */
            revoked_by: string | null;
            /**
             * @description Scopes of the key, checked where a gateway or service requires scopes; null allows every scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes: string[] | null;
            /**
             * @description `retiring` keys work until `expires_at` and are being replaced by a successor
             * @enum {string}
             */
            status: "active" | "retiring" | "revoked" | "expired";
            /**
             * @description Whether the key is active although the person who created it has left the account, and may still have the secret
             * @example false
             */
            to_be_rotated: boolean;
        };
        LiftSuspensionBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        PauseAPIKeyBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        PauseAPIKeyOfAccountBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        PutAccountBody: {
            /** @description Own limits of the account, at least one. They replace the plan's and all earlier own ones; null removes them */
            limits?: {
                /**
                 * @description Units per UTC day; null if it has no own limit
                 * @example null
                 */
                day?: number | null;
                /**
                 * @description Units per minute; null if it has no own limit
                 * @example 50
                 */
                minute?: number | null;
                /**
                 * @description Units per UTC month; null if it has no own limit
                 * @example null
                 */
                month?: number | null;
                /**
                 * Format: date-time
                 * @description When the own limits end and the plan's apply again; null for no end
                 * @example 2027-01-03T00:00:00Z
                 */
                until?: string | null;
            } | null;
            /**
             * @description Any JSON object of at most 2048 bytes, which replaces the present one; null removes it. keyward returns it with each use and never reads it
             * @example {
             *       "customer": "cus_4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
            /**
             * @description Tier of the account: the name of its plan
             * @example free
             */
            tier?: string;
            /**
             * @description Tier from `tier_until` on
             * @example free
             */
            tier_after?: string | null;
            /**
             * Format: date-time
             * @description When `tier` ends and `tier_after` follows; must be in the future. Requires both
             * @example 2027-01-03T00:00:00Z
             */
            tier_until?: string | null;
        };
        PutMemberBody: {
            /**
             * @description What people call the person. Not part of the history; null erases it
             * @example ada@example.com
             */
            label?: string | null;
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
            /**
             * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Required for a person who is not a member
             * @enum {string}
             */
            role?: "manager" | "member" | "reader";
        };
        PutMemberOfAccountBody: {
            /**
             * @description What people call the person. Not part of the history; null erases it
             * @example ada@example.com
             */
            label?: string | null;
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
            /**
             * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Required for a person who is not a member
             * @enum {string}
             */
            role?: "manager" | "member" | "reader";
        };
        PutPlanBody: {
            /**
             * @description Units per UTC day; null for no limit
             * @example null
             */
            day_limit?: number | null;
            /**
             * @description What the plan includes: any JSON object of at most 2000 bytes in ASCII, which gateways receive and can require
             * @default {}
             * @example {
             *       "formats": [
             *         "json",
             *         "csv"
             *       ],
             *       "lookback_days": 30
             *     }
             */
            entitlements?: {
                [key: string]: unknown;
            };
            /** @description True makes this plan the default; the one before becomes an ordinary plan */
            is_default?: boolean;
            /**
             * @description How many keys of an account can be active
             * @default 100
             * @example 100
             */
            keys?: number;
            /**
             * @description How many days after its creation, change or rotation a key expires at the latest; null for no limit
             * @example null
             */
            longest_days?: number | null;
            /**
             * @description Units per minute
             * @example 100
             */
            minute_limit: number;
            /**
             * @description Units per UTC month; null for no limit
             * @example null
             */
            month_limit?: number | null;
            /**
             * @description Name of the plan, as in `tier`
             * @example team
             */
            name?: string;
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
            /**
             * @description Whether accounts can no longer get the plan; those that have it keep it
             * @default false
             */
            retired?: boolean;
            /**
             * @description What people call the plan
             * @example Team
             */
            title: string;
            /** @description The version that this replaces. If the plan has another one by now, nothing changes. Left out: any version */
            version?: number;
        };
        RemoveMemberBody: {
            /**
             * @description Show what would happen, and change nothing
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description `revoke`: revokes all keys that the person created. `hand_over`: they keep working, and the active ones are listed as `to_be_rotated` until someone rotates them
             * @enum {string}
             */
            keys: "revoke" | "hand_over";
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example left on Friday
             */
            reason?: string | null;
        };
        RemoveMemberOfAccountBody: {
            /**
             * @description Show what would happen, and change nothing
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description `revoke`: revokes all keys that the person created. `hand_over`: they keep working, and the active ones are listed as `to_be_rotated` until someone rotates them
             * @enum {string}
             */
            keys: "revoke" | "hand_over";
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example left on Friday
             */
            reason?: string | null;
        };
        ReportLeakedAPIKeyBody: {
            /**
             * @description Further information. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example found in a public repository
             */
            note?: string;
            /**
             * @description Where the key was found: an http or https URL. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example https://example.com/paste/1
             */
            source_url?: string;
        };
        ReportLeakedAPIKeyOfAccountBody: {
            /**
             * @description Further information. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example found in a public repository
             */
            note?: string;
            /**
             * @description Where the key was found: an http or https URL. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example https://example.com/paste/1
             */
            source_url?: string;
        };
        ReportLeakedCredentialsBody: {
            /**
             * @description The keys, or texts that contain keys, exactly as they were found. Everything else in them is ignored
             * @example [
             *       "sk_live_4fT8aQz1_…"
             *     ]
             */
            credentials: string[];
            /**
             * @description Further information. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example found in a public repository
             */
            note?: string;
            /**
             * @description Where the key was found: an http or https URL. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example https://example.com/paste/1
             */
            source_url?: string;
        };
        ReportLeakedServiceKeyBody: {
            /**
             * @description Further information. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example found in a public repository
             */
            note?: string;
            /**
             * @description Where the key was found: an http or https URL. Anything that looks like a credential is stored as `***`, but masking can miss some
             * @example https://example.com/paste/1
             */
            source_url?: string;
        };
        ReportLeaksFromGitHubBody: {
            source?: string | null;
            token: string;
            type: string;
            url?: string | null;
        }[];
        ResetWindowsBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        ResumeAPIKeyBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        ResumeAPIKeyOfAccountBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        RevokeAnyAPIKeysBody: {
            /**
             * @description Only keys of this account; if omitted, keys of all accounts
             * @example 00000000-0000-4000-8000-000000000001
             */
            account_id?: string;
            /**
             * @description Count the keys without revoking them
             * @default false
             */
            dry_run?: boolean;
            /** @description Selects the keys that match all of these conditions and are not yet revoked, including expired keys. */
            filter?: {
                /**
                 * @description Every key; cannot be combined with other conditions
                 * @enum {boolean}
                 */
                all?: true;
                /**
                 * Format: date-time
                 * @description Created after this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Created before this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_before?: string;
                /**
                 * @description The name contains this text, ignoring case
                 * @example ci
                 */
                name_contains?: string;
                /**
                 * Format: date-time
                 * @description Created before this time and not used since; uses in the last 10 seconds may not be included yet
                 * @example 2026-08-01T00:00:00Z
                 */
                not_used_since?: string;
            };
            /** @description IDs of the keys; duplicates count once */
            ids?: string[];
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RevokeAPIKeyOfAccountBody: {
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RevokeAPIKeysBody: {
            /**
             * @description Count the keys without revoking them
             * @default false
             */
            dry_run?: boolean;
            /** @description Selects the keys that match all of these conditions and are not yet revoked, including expired keys. */
            filter?: {
                /**
                 * @description Every key; cannot be combined with other conditions
                 * @enum {boolean}
                 */
                all?: true;
                /**
                 * Format: date-time
                 * @description Created after this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Created before this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_before?: string;
                /**
                 * @description The name contains this text, ignoring case
                 * @example ci
                 */
                name_contains?: string;
                /**
                 * Format: date-time
                 * @description Created before this time and not used since; uses in the last 10 seconds may not be included yet
                 * @example 2026-08-01T00:00:00Z
                 */
                not_used_since?: string;
            };
            /** @description IDs of the keys; duplicates count once */
            ids?: string[];
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RevokeAPIKeysOfAccountBody: {
            /**
             * @description Count the keys without revoking them
             * @default false
             */
            dry_run?: boolean;
            /** @description Selects the keys that match all of these conditions and are not yet revoked, including expired keys. */
            filter?: {
                /**
                 * @description Every key; cannot be combined with other conditions
                 * @enum {boolean}
                 */
                all?: true;
                /**
                 * Format: date-time
                 * @description Created after this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Created before this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_before?: string;
                /**
                 * @description The name contains this text, ignoring case
                 * @example ci
                 */
                name_contains?: string;
                /**
                 * Format: date-time
                 * @description Created before this time and not used since; uses in the last 10 seconds may not be included yet
                 * @example 2026-08-01T00:00:00Z
                 */
                not_used_since?: string;
            };
            /** @description IDs of the keys; duplicates count once */
            ids?: string[];
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RevokeServiceKeyBody: {
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RotateAPIKeyBody: {
            /**
             * Format: date-time
             * @description When the successor expires; if omitted, it gets the same lifetime from its creation as the old key had
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Grace period: how long the old key works after the first use of its successor; 24 hours by default
             * @default 86400
             * @example 86400
             */
            grace_seconds?: number;
            /**
             * @description Reason for the rotation, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RotateAPIKeyOfAccountBody: {
            /**
             * Format: date-time
             * @description When the successor expires; if omitted, it gets the same lifetime from its creation as the old key had
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Grace period: how long the old key works after the first use of its successor; 24 hours by default
             * @default 86400
             * @example 86400
             */
            grace_seconds?: number;
            /**
             * @description Reason for the rotation, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RotateServiceKeyBody: {
            /**
             * Format: date-time
             * @description When the successor expires; if omitted, it gets the same lifetime from its creation as the old key had
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Grace period: how long the old key works after the first use of its successor; 24 hours by default
             * @default 86400
             * @example 86400
             */
            grace_seconds?: number;
            /**
             * @description Reason for the rotation, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        SignInBody: {
            /**
             * @description The code in the link, after `#`
             * @example kwcode_...
             */
            code: string;
        };
        SignOutBody: Record<string, never>;
        SuspendAccountBody: {
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example Upgraded by sales
             */
            reason?: string | null;
        };
        UpdateAPIKeyBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. If null, the key does not expire.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name?: string;
            /**
             * @description Scopes of the key. null allows every scope; an empty list allows only requests that require no scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes?: string[] | null;
        };
        UpdateAPIKeyOfAccountBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. If null, the key does not expire.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /** @description Own limits of the key, at least one. They replace all earlier ones; null removes them */
            limits?: {
                /**
                 * @description Units per UTC day; null if it has no own limit
                 * @example null
                 */
                day?: number | null;
                /**
                 * @description Units per minute; null if it has no own limit
                 * @example 50
                 */
                minute?: number | null;
                /**
                 * @description Units per UTC month; null if it has no own limit
                 * @example null
                 */
                month?: number | null;
            } | null;
            /**
             * @description Any JSON object of at most 2048 bytes, which replaces the present one; null removes it. keyward returns it with each use and never reads it
             * @example {
             *       "customer": "cus_4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name?: string;
            /**
             * @description Reason for the change, kept in the history; up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
            /**
             * @description Scopes of the key. null allows every scope; an empty list allows only requests that require no scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes?: string[] | null;
        };
        UpdateServiceKeyBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. If null, the key does not expire.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name?: string;
            /**
             * @description What the service may do. With `keyward:keys:write` or `keyward:portal`, it can act for every account
             * @example [
             *       "keyward:accounts:read",
             *       "keyward:keys:read"
             *     ]
             */
            scopes?: ("keyward:accounts:read" | "keyward:accounts:write" | "keyward:keys:read" | "keyward:keys:write" | "keyward:keys:revoke" | "keyward:plans:write" | "keyward:portal")[];
        };
        Verification: {
            /**
             * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
             * @example 00000000-0000-4000-8000-000000000001
             */
            account_id?: string;
            /**
             * @description What operators have stored with the account; null if nothing
             * @example null
             */
            account_metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description With `invalid_api_key`, only `reason` follows; with any other code, all the other fields do
             * @enum {string}
             */
            code: "valid" | "invalid_api_key" | "insufficient_tier" | "insufficient_scope" | "rate_limit_exceeded" | "cost_exceeds_limit" | "account_suspended" | "key_paused";
            /**
             * @description What the plan of the account includes
             * @example {
             *       "lookback_days": 1,
             *       "formats": [
             *         "json",
             *         "csv"
             *       ]
             *     }
             */
            entitlements?: {
                [key: string]: unknown;
            };
            key?: {
                /**
                 * Format: date-time
                 * @example null
                 */
                expires_at: string | null;
                /**
                 * Format: uuid
                 * @example 00000000-0000-4000-8000-000000000123
                 */
                id: string;
                /**
                 * @description The key's own limits, within those of its account; null for a key without any
                 * @example null
                 */
                limits: {
                    /** @description The UTC day; null without a limit */
                    day: {
                        /** @description Requests allowed in the window */
                        limit: number;
                        /** @description Requests left in the window */
                        remaining: number;
                        /** @description Unix timestamp (seconds) when the window ends */
                        reset: number;
                    } | null;
                    /** @description The minute; null without a limit */
                    minute: {
                        /** @description Requests allowed in the window */
                        limit: number;
                        /** @description Requests left in the window */
                        remaining: number;
                        /** @description Unix timestamp (seconds) when the window ends */
                        reset: number;
                    } | null;
                    /** @description The UTC month; null without a limit */
                    month: {
                        /** @description Requests allowed in the window */
                        limit: number;
                        /** @description Requests left in the window */
                        remaining: number;
                        /** @description Unix timestamp (seconds) when the window ends */
                        reset: number;
                    } | null;
                } | null;
                /**
                 * @description What operators have stored with the key; null if nothing
                 * @example null
                 */
                metadata: {
                    [key: string]: unknown;
                } | null;
                /**
                 * @description Name of the key: one line of 1 to 100 characters
                 * @example SIEM connector
                 */
                name: string;
                /** @example sk_live_4fT8aQz1 */
                prefix: string;
                /**
                 * @description Scopes of the key, checked where a gateway or service requires scopes; null allows every scope
                 * @example [
                 *       "iocs:read",
                 *       "feeds:read"
                 *     ]
                 */
                scopes: string[] | null;
            };
            /**
             * @description Rate-limit windows of the account, shared by all its keys
             * @example {
             *       "minute": {
             *         "limit": 10,
             *         "remaining": 9,
             *         "reset": 1795426260
             *       },
             *       "day": {
             *         "limit": 1000,
             *         "remaining": 871,
             *         "reset": 1795478400
             *       },
             *       "month": null
             *     }
             */
            limits?: {
                /** @description The UTC day; null if it is unlimited */
                day: {
                    /** @description Requests allowed in the window */
                    limit: number;
                    /** @description Requests left in the window */
                    remaining: number;
                    /** @description Unix timestamp (seconds) when the window ends */
                    reset: number;
                } | null;
                minute: {
                    /** @description Requests allowed in the window */
                    limit: number;
                    /** @description Requests left in the window */
                    remaining: number;
                    /** @description Unix timestamp (seconds) when the window ends */
                    reset: number;
                };
                /** @description The UTC month; null if it is unlimited */
                month: {
                    /** @description Requests allowed in the window */
                    limit: number;
                    /** @description Requests left in the window */
                    remaining: number;
                    /** @description Unix timestamp (seconds) when the window ends */
                    reset: number;
                } | null;
            };
            /**
             * @description Why the key is invalid; only with `invalid_api_key`. For you, not for your client. `other_environment`: a key of another deployment, by its prefix
             * @enum {string}
             */
            reason?: "revoked" | "expired" | "unknown" | "malformed" | "other_environment";
            /**
             * @description Tier of the account: the name of its plan
             * @example free
             */
            tier?: string;
            /** @example true */
            valid: boolean;
        };
        VerifyKeyBody: {
            /**
             * @description Units that checking a valid key takes from the limits of its account. With 0, as with `count: false`, nothing is counted and limits are not enforced
             * @default 1
             */
            cost?: number;
            /**
             * @description Whether checking a valid key counts as a request against the limits of its account
             * @default true
             */
            count?: boolean;
            /**
             * @description Conditions that the entitlements of the plan must meet, all of them: `name=value` if the entitlement must be the value or a list that contains it, or `name>=number`
             * @example [
             *       "formats=stix",
             *       "lookback_days>=30"
             *     ]
             */
            entitlements?: string[];
            /** @description The API key that a client sent to your service */
            key: string;
            /**
             * @description Scopes that are all required
             * @example [
             *       "iocs:read"
             *     ]
             */
            scopes?: string[];
        };
        VerifyKeysBody: {
            /**
             * @description Units that checking a valid key takes from the limits of its account. With 0, as with `count: false`, nothing is counted and limits are not enforced
             * @default 1
             */
            cost?: number;
            /**
             * @description Whether checking a valid key counts as a request against the limits of its account
             * @default true
             */
            count?: boolean;
            /**
             * @description Conditions that the entitlements of the plan must meet, all of them: `name=value` if the entitlement must be the value or a list that contains it, or `name>=number`
             * @example [
             *       "formats=stix",
             *       "lookback_days>=30"
             *     ]
             */
            entitlements?: string[];
            keys: string[];
            /**
             * @description Scopes that are all required
             * @example [
             *       "iocs:read"
             *     ]
             */
            scopes?: string[];
        };
    };
    responses: {
        /** @description The request is invalid */
        BadRequest: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Conflicts with the current state of the account or key */
        Conflict: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The Expect header is not supported */
        ExpectationFailed: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not allowed from this origin or with this role, not included in the tier, the account is suspended, or the key is paused or lacks a required scope */
        Forbidden: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request headers are too large */
        HeadersTooLarge: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Unexpected error in the service */
        InternalError: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Resource not found */
        NotFound: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request body is too large */
        PayloadTooLarge: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description What If-Match requires does not exist */
        PreconditionFailed: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request took too long to arrive */
        RequestTimeout: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The service cannot answer right now */
        ServiceUnavailable: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After": number;
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Rate limit exceeded */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After": number;
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Authentication required or invalid */
        Unauthorized: {
            headers: {
                /** @description How to authenticate */
                "WWW-Authenticate": string;
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request body is not uncompressed JSON */
        UnsupportedMediaType: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The URL is too long */
        UriTooLong: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    searchAccounts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only accounts whose ID or label contains this text, ignoring case */
                q?: string;
                /**
                 * @description Tier of the account: the name of its plan
                 * @example free
                 */
                tier?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                             * @example 00000000-0000-4000-8000-000000000001
                             */
                            account_id: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            created_at: string;
                            /**
                             * @description What people call the account
                             * @example null
                             */
                            label: string | null;
                            /**
                             * Format: date-time
                             * @example null
                             */
                            suspended_at: string | null;
                            /**
                             * @description Tier of the account: the name of its plan
                             * @example free
                             */
                            tier: string;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        created_at: string;
                        /**
                         * @description Own limits of the account, which replace the plan's until they end; null if it has none
                         * @example null
                         */
                        limits: {
                            /**
                             * @description Units per UTC day; null if it has no own limit
                             * @example null
                             */
                            day: number | null;
                            /**
                             * @description Units per minute; null if it has no own limit
                             * @example null
                             */
                            minute: number | null;
                            /**
                             * @description Units per UTC month; null if it has no own limit
                             * @example null
                             */
                            month: number | null;
                            /**
                             * Format: date-time
                             * @example null
                             */
                            until: string | null;
                        } | null;
                        /**
                         * @description The account's metadata; null if it has none
                         * @example null
                         */
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /**
                         * Format: date-time
                         * @description When the account was suspended; null if it is not
                         * @example null
                         */
                        suspended_at: string | null;
                        /**
                         * @description Who suspended the account; null if it is not
                         * @example null
                         */
                        suspended_by: string | null;
                        /** @example null */
                        suspension_reason: string | null;
                        /**
                         * @description Tier of the account: the name of its plan
                         * @example free
                         */
                        tier: string;
                        /**
                         * @description Tier from `tier_until` on
                         * @example null
                         */
                        tier_after: string | null;
                        /**
                         * Format: date-time
                         * @description When the tier ends; null if it has no end
                         * @example null
                         */
                        tier_until: string | null;
                        used: {
                            /**
                             * @description Units used
                             * @example 42
                             */
                            day: number;
                            /**
                             * @description Units used
                             * @example 42
                             */
                            minute: number;
                            /**
                             * @description Units used
                             * @example 42
                             */
                            month: number;
                        };
                        /**
                         * @description Rate-limit windows of the account, shared by all its keys
                         * @example {
                         *       "minute": {
                         *         "limit": 10,
                         *         "remaining": 9,
                         *         "reset": 1795426260
                         *       },
                         *       "day": {
                         *         "limit": 1000,
                         *         "remaining": 871,
                         *         "reset": 1795478400
                         *       },
                         *       "month": null
                         *     }
                         */
                        windows: {
                            /** @description The UTC day; null if it is unlimited */
                            day: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            } | null;
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                            /** @description The UTC month; null if it is unlimited */
                            month: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            } | null;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description With `*`, the account must exist; otherwise the response is 412 */
                "If-Match"?: "*";
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description Tier of the account: the name of its plan
                         * @example free
                         */
                        tier: string;
                    };
                };
            };
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description Tier of the account: the name of its plan
                         * @example free
                         */
                        tier: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listEventsOfAccount: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Whom the service or operator said it acted for (`Keyward-Acting-For`)
                             * @example null
                             */
                            acting_for: string | null;
                            /** @enum {string} */
                            action: "set_plan" | "set_limits" | "set_metadata" | "reset_windows" | "suspend" | "lift_suspension" | "start_session" | "end_session" | "set_member" | "remove_member";
                            /**
                             * @description `user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description The old and new values (`from`, `to`) of `tier`, `tier_until`, `tier_after`, `limits`, `metadata` or `suspended_at`. For `reset_windows`, `used` is what had been used of the windows that were reset. For `start_session` and `end_session`, the `session` or `sessions`, and their `person`
                             * @example {
                             *       "tier": {
                             *         "from": "free",
                             *         "to": "pro"
                             *       }
                             *     }
                             */
                            details: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /** @example Upgraded by sales */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response
                             * @example req_abc123
                             */
                            request_id: string;
                            /**
                             * @description Name that the service key had; null for other actors
                             * @example null
                             */
                            service: string | null;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAuditEventsOfAccount: {
        parameters: {
            query?: {
                action?: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "change_limits" | "change_metadata" | "rotate" | "start_grace" | "cancel_rotation" | "pause" | "resume" | "revoke" | "revoke_repeated";
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Only events at or after this time */
                from?: string;
                /** @description Only events for this key */
                key_id?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only events that match this text: the reason contains it (ignoring case), the request ID or IP address equals it, or the key matches it as in the `q` filter of the key list */
                q?: string;
                /** @description Only events before this time */
                to?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Whom the service or operator said it acted for (`Keyward-Acting-For`)
                             * @example null
                             */
                            acting_for: string | null;
                            /** @enum {string} */
                            action: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "change_limits" | "change_metadata" | "rotate" | "start_grace" | "cancel_rotation" | "pause" | "resume" | "revoke" | "revoke_repeated";
                            /**
                             * @description `user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description More about the event, such as old and new values. `keys` is the number of keys in a repeated revocation of many keys; `key_id` is one of them
                             * @example null
                             */
                            details: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /** @example rotation: 2026-Q2 quarterly key refresh */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response
                             * @example req_abc123
                             */
                            request_id: string;
                            /**
                             * @description Name that the service key had; null for other actors
                             * @example null
                             */
                            service: string | null;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAPIKeysOfAccount: {
        parameters: {
            query?: {
                /**
                 * @description Only keys with this `created_by`
                 * @example user:00000000-0000-4000-8000-000000000001
                 */
                created_by?: string;
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label */
                q?: string;
                /** @description Order of the keys: newest first, most recently used first, least recently used first (starting with keys that were never used), or soonest to expire first (keys without an expiry last). A key that is used or changed between two pages may be repeated or skipped; all other keys are listed exactly once */
                sort?: "-created_at" | "-last_used_at" | "last_used_at" | "expires_at";
                /** @description Only keys with this status. `still_used` selects revoked and expired keys with rejected requests in the last 24 hours. `to_be_rotated` selects active keys of people who have left the account */
                status?: "active" | "retiring" | "revoked" | "expired" | "still_used" | "to_be_rotated" | "all";
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `API key was already revoked` if an earlier request revoked the key
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeakedAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReportLeakedAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `API key was already revoked` if an earlier request revoked the key
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    pauseAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PauseAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    resumeAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateAPIKeyOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateAPIKeyOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelAPIKeyRotationOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelAPIKeyRotationOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countAPIKeysOfAccount: {
        parameters: {
            query?: {
                /**
                 * @description Only keys with this `created_by`
                 * @example user:00000000-0000-4000-8000-000000000001
                 */
                created_by?: string;
                /** @description Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label */
                q?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that work and are not being replaced
                         * @example 0
                         */
                        active: number;
                        /**
                         * @description Keys that have expired
                         * @example 0
                         */
                        expired: number;
                        /**
                         * @description Keys that work until their rotation is complete
                         * @example 0
                         */
                        retiring: number;
                        /**
                         * @description Keys that have been revoked
                         * @example 0
                         */
                        revoked: number;
                        /**
                         * @description Revoked and expired keys with rejected requests in the last 24 hours
                         * @example 0
                         */
                        still_used: number;
                        /**
                         * @description Active keys of people who have left the account; also counted in `active`
                         * @example 0
                         */
                        to_be_rotated: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    importAPIKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportAPIKeysBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAPIKeysOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "not_used_since": "2026-08-01T00:00:00Z",
                 *         "name_contains": "ci"
                 *       },
                 *       "reason": "not used since July",
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["RevokeAPIKeysOfAccountBody"];
            };
        };
        responses: {
            /** @description Number of keys revoked or, in a dry run, counted */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that were already revoked
                         * @example 0
                         */
                        already_revoked: number;
                        /**
                         * @description Whether all selected keys have been processed; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * @description Whether the keys were only counted
                         * @example false
                         */
                        dry_run: boolean;
                        /**
                         * @description In a dry run: up to 10 keys with the most requests
                         * @example []
                         */
                        most_used?: {
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description IDs of keys that do not exist, belong to another account, or that the session may not revoke
                         * @example 0
                         */
                        not_found: number;
                        /**
                         * @description Keys that this request revoked or, in a dry run, would revoke
                         * @example 12
                         */
                        revoked: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listMembersOfAccount: {
        parameters: {
            query?: {
                /**
                 * @description `next_cursor` of the previous page
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Active keys that the person created. After a departure, these are to be rotated
                             * @example 3
                             */
                            active_keys: number;
                            /**
                             * @description Who added the person, in the form of `revoked_by`
                             * @example operator
                             */
                            added_by: string;
                            /**
                             * Format: date-time
                             * @description When the person left; null if they have not
                             * @example null
                             */
                            departed_at: string | null;
                            /**
                             * @description Who removed the person
                             * @example null
                             */
                            departed_by: string | null;
                            /**
                             * @description What people call the person; null if unknown or erased
                             * @example ada@example.com
                             */
                            label: string | null;
                            /**
                             * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                             * @example 00000000-0000-4000-8000-000000000002
                             */
                            person: string;
                            /**
                             * @description Why the person left
                             * @example null
                             */
                            reason: string | null;
                            /**
                             * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Decides only with `MEMBERS=strict`. Null for people who were never added, of whom only a departure or a label is known
                             * @enum {string|null}
                             */
                            role: "manager" | "member" | "reader" | null;
                            /**
                             * Format: date-time
                             * @description Since when the person has been known, or a member after a departure
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            since: string;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMemberOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /**
                 * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Active keys that the person created. After a departure, these are to be rotated
                         * @example 3
                         */
                        active_keys: number;
                        /**
                         * @description Who added the person, in the form of `revoked_by`
                         * @example operator
                         */
                        added_by: string;
                        /**
                         * Format: date-time
                         * @description When the person left; null if they have not
                         * @example null
                         */
                        departed_at: string | null;
                        /**
                         * @description Who removed the person
                         * @example null
                         */
                        departed_by: string | null;
                        /**
                         * @description What people call the person; null if unknown or erased
                         * @example ada@example.com
                         */
                        label: string | null;
                        /**
                         * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                         * @example 00000000-0000-4000-8000-000000000002
                         */
                        person: string;
                        /**
                         * @description Why the person left
                         * @example null
                         */
                        reason: string | null;
                        /**
                         * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Decides only with `MEMBERS=strict`. Null for people who were never added, of whom only a departure or a label is known
                         * @enum {string|null}
                         */
                        role: "manager" | "member" | "reader" | null;
                        /**
                         * Format: date-time
                         * @description Since when the person has been known, or a member after a departure
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        since: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putMemberOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /**
                 * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMemberOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Active keys that the person created. After a departure, these are to be rotated
                         * @example 3
                         */
                        active_keys: number;
                        /**
                         * @description Who added the person, in the form of `revoked_by`
                         * @example operator
                         */
                        added_by: string;
                        /**
                         * Format: date-time
                         * @description When the person left; null if they have not
                         * @example null
                         */
                        departed_at: string | null;
                        /**
                         * @description Who removed the person
                         * @example null
                         */
                        departed_by: string | null;
                        /**
                         * @description What people call the person; null if unknown or erased
                         * @example ada@example.com
                         */
                        label: string | null;
                        /**
                         * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                         * @example 00000000-0000-4000-8000-000000000002
                         */
                        person: string;
                        /**
                         * @description Why the person left
                         * @example null
                         */
                        reason: string | null;
                        /**
                         * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Decides only with `MEMBERS=strict`. Null for people who were never added, of whom only a departure or a label is known
                         * @enum {string|null}
                         */
                        role: "manager" | "member" | "reader" | null;
                        /**
                         * Format: date-time
                         * @description Since when the person has been known, or a member after a departure
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        since: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removeMemberOfAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
                /**
                 * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveMemberOfAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Whether all keys have been processed; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * Format: date-time
                         * @description When the person left, the first time if this is a repeat; null in a dry run for a person who has not
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        departed_at: string | null;
                        /**
                         * @description Whether nothing was changed
                         * @example false
                         */
                        dry_run: boolean;
                        /** @description In a dry run: the working keys that the person created, at most 1,000, those with the most requests first */
                        keys?: {
                            /**
                             * Format: date-time
                             * @example null
                             */
                            expires_at: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * Format: date-time
                             * @example null
                             */
                            last_used_at: string | null;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description First characters of the key, to identify it without revealing it: `sk_live_` followed by 8 characters, or the prefix given with an imported key
                             * @example sk_live_4fT8aQz1
                             */
                            prefix: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                         * @example 00000000-0000-4000-8000-000000000002
                         */
                        person: string;
                        /**
                         * @description Keys that this request revoked or, in a dry run, would revoke
                         * @example 160
                         */
                        revoked: number;
                        /**
                         * @description Active keys of the person that are left or, in a dry run, would be left
                         * @example 40
                         */
                        to_be_rotated: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    suspendAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SuspendAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * Format: date-time
                         * @description When the account was suspended; null if it is not
                         * @example null
                         */
                        suspended_at: string | null;
                        /**
                         * @description Who suspended the account; null if it is not
                         * @example null
                         */
                        suspended_by: string | null;
                        /** @example null */
                        suspension_reason: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    liftSuspension: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LiftSuspensionBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * Format: date-time
                         * @description When the account was suspended; null if it is not
                         * @example null
                         */
                        suspended_at: string | null;
                        /**
                         * @description Who suspended the account; null if it is not
                         * @example null
                         */
                        suspended_by: string | null;
                        /** @example null */
                        suspension_reason: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUsageOfAccount: {
        parameters: {
            query?: {
                /** @description Number of days, including today */
                days?: number;
                /** @description Number of hours, including the current one */
                hours?: number;
                /** @description Only requests made with this key */
                key_id?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Requests rejected because the account was suspended or the key was paused
                             * @example 0
                             */
                            blocked: number;
                            /**
                             * @description Requests rejected because the account's plan lacks what they require
                             * @example 0
                             */
                            insufficient: number;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /**
                             * @description Requests rejected by a limit of the account or key, or because their cost exceeds one
                             * @example 0
                             */
                            limited: number;
                            /**
                             * @description Requests rejected because the key lacks a scope that they require
                             * @example 0
                             */
                            out_of_scope: number;
                            /**
                             * @description Requests rejected in the same period because the key was revoked or expired
                             * @example 0
                             */
                            rejected: number;
                            /**
                             * @description Requests admitted in the day or hour that begins at `start`
                             * @example 42
                             */
                            requests: number;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            start: string;
                            /**
                             * @description Units that these requests took from the limits; a request takes 1 unless its gateway sends a cost
                             * @example 42
                             */
                            units: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    resetWindows: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Account ID: the one that its sessions name, or the UUID in the log's `account_id`
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResetWindowsBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchAuditEvents: {
        parameters: {
            query?: {
                /**
                 * @description Only events of this account
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                account?: string;
                /** @description Only events of this actor */
                actor?: string;
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Only events at or after this time */
                from?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only events before this time */
                to?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                             * @example 00000000-0000-4000-8000-000000000001
                             */
                            account_id: string;
                            /**
                             * @description Whom the service or operator said it acted for (`Keyward-Acting-For`)
                             * @example null
                             */
                            acting_for: string | null;
                            /** @enum {string} */
                            action: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "change_limits" | "change_metadata" | "rotate" | "start_grace" | "cancel_rotation" | "pause" | "resume" | "revoke" | "revoke_repeated";
                            /**
                             * @description `user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description More about the event, such as old and new values. `keys` is the number of keys in a repeated revocation of many keys; `key_id` is one of them
                             * @example null
                             */
                            details: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /** @example rotation: 2026-Q2 quarterly key refresh */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response
                             * @example req_abc123
                             */
                            request_id: string;
                            /**
                             * @description Name that the service key had; null for other actors
                             * @example null
                             */
                            service: string | null;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    searchAPIKeys: {
        parameters: {
            query?: {
                /** @description SHA-256 of the whole key, in hex */
                digest?: string;
                /** @description ID of the key */
                id?: string;
                /** @description Visible prefix of the key, or the 8 characters in it */
                prefix?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The keys that match everything, at most 100, newest first */
                        data: {
                            /**
                             * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                             * @example 00000000-0000-4000-8000-000000000001
                             */
                            account_id: string;
                            key: components["schemas"]["Key"];
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    lookup: {
        parameters: {
            query: {
                /**
                 * @description Only keys of this account
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                account?: string;
                /**
                 * @description A request ID; the SHA-256 of a key in hex; a key ID; the visible prefix of a key; an account ID; or, with `account`, the last 4 characters of a key. Never a key itself
                 * @example sk_live_4fT8aQz1
                 */
                q: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The account, if `q` names one or all keys belong to it */
                        account: {
                            /**
                             * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                             * @example 00000000-0000-4000-8000-000000000001
                             */
                            account_id: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            created_at: string;
                            /**
                             * @description Own limits of the account, which replace the plan's until they end; null if it has none
                             * @example null
                             */
                            limits: {
                                /**
                                 * @description Units per UTC day; null if it has no own limit
                                 * @example null
                                 */
                                day: number | null;
                                /**
                                 * @description Units per minute; null if it has no own limit
                                 * @example null
                                 */
                                minute: number | null;
                                /**
                                 * @description Units per UTC month; null if it has no own limit
                                 * @example null
                                 */
                                month: number | null;
                                /**
                                 * Format: date-time
                                 * @example null
                                 */
                                until: string | null;
                            } | null;
                            /**
                             * @description The account's metadata; null if it has none
                             * @example null
                             */
                            metadata: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: date-time
                             * @description When the account was suspended; null if it is not
                             * @example null
                             */
                            suspended_at: string | null;
                            /**
                             * @description Who suspended the account; null if it is not
                             * @example null
                             */
                            suspended_by: string | null;
                            /** @example null */
                            suspension_reason: string | null;
                            /**
                             * @description Tier of the account: the name of its plan
                             * @example free
                             */
                            tier: string;
                            /**
                             * @description Tier from `tier_until` on
                             * @example null
                             */
                            tier_after: string | null;
                            /**
                             * Format: date-time
                             * @description When the tier ends; null if it has no end
                             * @example null
                             */
                            tier_until: string | null;
                            used: {
                                /**
                                 * @description Units used
                                 * @example 42
                                 */
                                day: number;
                                /**
                                 * @description Units used
                                 * @example 42
                                 */
                                minute: number;
                                /**
                                 * @description Units used
                                 * @example 42
                                 */
                                month: number;
                            };
                            /**
                             * @description Rate-limit windows of the account, shared by all its keys
                             * @example {
                             *       "minute": {
                             *         "limit": 10,
                             *         "remaining": 9,
                             *         "reset": 1795426260
                             *       },
                             *       "day": {
                             *         "limit": 1000,
                             *         "remaining": 871,
                             *         "reset": 1795478400
                             *       },
                             *       "month": null
                             *     }
                             */
                            windows: {
                                /** @description The UTC day; null if it is unlimited */
                                day: {
                                    /** @description Requests allowed in the window */
                                    limit: number;
                                    /** @description Requests left in the window */
                                    remaining: number;
                                    /** @description Unix timestamp (seconds) when the window ends */
                                    reset: number;
                                } | null;
                                minute: {
                                    /** @description Requests allowed in the window */
                                    limit: number;
                                    /** @description Requests left in the window */
                                    remaining: number;
                                    /** @description Unix timestamp (seconds) when the window ends */
                                    reset: number;
                                };
                                /** @description The UTC month; null if it is unlimited */
                                month: {
                                    /** @description Requests allowed in the window */
                                    limit: number;
                                    /** @description Requests left in the window */
                                    remaining: number;
                                    /** @description Unix timestamp (seconds) when the window ends */
                                    reset: number;
                                } | null;
                            };
                        } | null;
                        /** @description Whether more keys match */
                        has_more: boolean;
                        /** @description The keys that match, at most 20, newest first */
                        keys: {
                            /**
                             * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                             * @example 00000000-0000-4000-8000-000000000001
                             */
                            account_id: string;
                            /** @description Whether a request with the key, without requirements, would be admitted now */
                            admitted: boolean;
                            /**
                             * @description As from `/api/v1/verify`
                             * @enum {string}
                             */
                            code: "valid" | "invalid_api_key" | "insufficient_tier" | "insufficient_scope" | "rate_limit_exceeded" | "cost_exceeds_limit" | "account_suspended" | "key_paused";
                            /** @example It was revoked by operator at 2026-11-23 09:30:00 UTC, without a reason. */
                            explanation: string;
                            key: components["schemas"]["Key"];
                            /**
                             * @description With `invalid_api_key`, why the key is invalid
                             * @example revoked
                             */
                            reason: string | null;
                            /** @description The window of the account or key that is used up, and rejects; null if none is */
                            window: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @enum {string} */
                                owner: "account" | "key";
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                                /** @enum {string} */
                                window: "minute" | "day" | "month";
                            } | null;
                        }[];
                        /** @description What is kept of the request, if `q` is a request ID */
                        rejections: {
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /** @description The window that was used up, the cost, or the requirement */
                            details: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /** @example limited */
                            outcome: string;
                        }[];
                        /**
                         * @description The answer in a sentence or two
                         * @example Key sk_live_4fT8aQz1 (CI) of account org_7 is rejected: it expired at 2026-11-23 09:30:00 UTC.
                         */
                        summary: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPlanEvents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
                /**
                 * @description Name of the plan, as in `tier`
                 * @example team
                 */
                plan?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {string} */
                            action: "create_plan" | "change_plan";
                            /**
                             * @description `user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description The old and new values (`from`, `to`) of the fields that changed; `from` is null for a new plan
                             * @example {
                             *       "minute_limit": {
                             *         "from": 100,
                             *         "to": 200
                             *       }
                             *     }
                             */
                            details: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /**
                             * @description Name of the plan, as in `tier`
                             * @example team
                             */
                            plan: string;
                            /** @example New prices */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response, or the ID of a run of `plans:apply`
                             * @example req_abc123
                             */
                            request_id: string;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listPlans: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Units per UTC day; null for no limit
                             * @example null
                             */
                            day_limit: number | null;
                            /**
                             * @description What the plan includes: any JSON object of at most 2000 bytes in ASCII, which gateways receive and can require
                             * @example {
                             *       "formats": [
                             *         "json",
                             *         "csv"
                             *       ],
                             *       "lookback_days": 30
                             *     }
                             */
                            entitlements: {
                                [key: string]: unknown;
                            };
                            /** @description Whether accounts get the plan whose session names no other */
                            is_default: boolean;
                            /**
                             * @description How many keys of an account can be active
                             * @example 100
                             */
                            keys: number;
                            /**
                             * @description How many days after its creation, change or rotation a key expires at the latest; null for no limit
                             * @example null
                             */
                            longest_days: number | null;
                            /**
                             * @description Units per minute
                             * @example 100
                             */
                            minute_limit: number;
                            /**
                             * @description Units per UTC month; null for no limit
                             * @example null
                             */
                            month_limit: number | null;
                            /**
                             * @description Name of the plan, as in `tier`
                             * @example team
                             */
                            name: string;
                            /** @description Whether accounts can no longer get the plan; those that have it keep it */
                            retired: boolean;
                            /**
                             * @description What people call the plan
                             * @example Team
                             */
                            title: string;
                            /**
                             * @description Rises with every change
                             * @example 1
                             */
                            version: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Name of the plan, as in `tier`
                 * @example team
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Units per UTC day; null for no limit
                         * @example null
                         */
                        day_limit: number | null;
                        /**
                         * @description What the plan includes: any JSON object of at most 2000 bytes in ASCII, which gateways receive and can require
                         * @example {
                         *       "formats": [
                         *         "json",
                         *         "csv"
                         *       ],
                         *       "lookback_days": 30
                         *     }
                         */
                        entitlements: {
                            [key: string]: unknown;
                        };
                        /** @description Whether accounts get the plan whose session names no other */
                        is_default: boolean;
                        /**
                         * @description How many keys of an account can be active
                         * @example 100
                         */
                        keys: number;
                        /**
                         * @description How many days after its creation, change or rotation a key expires at the latest; null for no limit
                         * @example null
                         */
                        longest_days: number | null;
                        /**
                         * @description Units per minute
                         * @example 100
                         */
                        minute_limit: number;
                        /**
                         * @description Units per UTC month; null for no limit
                         * @example null
                         */
                        month_limit: number | null;
                        /**
                         * @description Name of the plan, as in `tier`
                         * @example team
                         */
                        name: string;
                        /** @description Whether accounts can no longer get the plan; those that have it keep it */
                        retired: boolean;
                        /**
                         * @description What people call the plan
                         * @example Team
                         */
                        title: string;
                        /**
                         * @description Rises with every change
                         * @example 1
                         */
                        version: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putPlan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description Name of the plan, as in `tier`
                 * @example team
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPlanBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Units per UTC day; null for no limit
                         * @example null
                         */
                        day_limit: number | null;
                        /**
                         * @description What the plan includes: any JSON object of at most 2000 bytes in ASCII, which gateways receive and can require
                         * @example {
                         *       "formats": [
                         *         "json",
                         *         "csv"
                         *       ],
                         *       "lookback_days": 30
                         *     }
                         */
                        entitlements: {
                            [key: string]: unknown;
                        };
                        /** @description Whether accounts get the plan whose session names no other */
                        is_default: boolean;
                        /**
                         * @description How many keys of an account can be active
                         * @example 100
                         */
                        keys: number;
                        /**
                         * @description How many days after its creation, change or rotation a key expires at the latest; null for no limit
                         * @example null
                         */
                        longest_days: number | null;
                        /**
                         * @description Units per minute
                         * @example 100
                         */
                        minute_limit: number;
                        /**
                         * @description Units per UTC month; null for no limit
                         * @example null
                         */
                        month_limit: number | null;
                        /**
                         * @description Name of the plan, as in `tier`
                         * @example team
                         */
                        name: string;
                        /** @description Whether accounts can no longer get the plan; those that have it keep it */
                        retired: boolean;
                        /**
                         * @description What people call the plan
                         * @example Team
                         */
                        title: string;
                        /**
                         * @description Rises with every change
                         * @example 1
                         */
                        version: number;
                    };
                };
            };
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Units per UTC day; null for no limit
                         * @example null
                         */
                        day_limit: number | null;
                        /**
                         * @description What the plan includes: any JSON object of at most 2000 bytes in ASCII, which gateways receive and can require
                         * @example {
                         *       "formats": [
                         *         "json",
                         *         "csv"
                         *       ],
                         *       "lookback_days": 30
                         *     }
                         */
                        entitlements: {
                            [key: string]: unknown;
                        };
                        /** @description Whether accounts get the plan whose session names no other */
                        is_default: boolean;
                        /**
                         * @description How many keys of an account can be active
                         * @example 100
                         */
                        keys: number;
                        /**
                         * @description How many days after its creation, change or rotation a key expires at the latest; null for no limit
                         * @example null
                         */
                        longest_days: number | null;
                        /**
                         * @description Units per minute
                         * @example 100
                         */
                        minute_limit: number;
                        /**
                         * @description Units per UTC month; null for no limit
                         * @example null
                         */
                        month_limit: number | null;
                        /**
                         * @description Name of the plan, as in `tier`
                         * @example team
                         */
                        name: string;
                        /** @description Whether accounts can no longer get the plan; those that have it keep it */
                        retired: boolean;
                        /**
                         * @description What people call the plan
                         * @example Team
                         */
                        title: string;
                        /**
                         * @description Rises with every change
                         * @example 1
                         */
                        version: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPortalSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePortalSessionBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When the session ends
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        expires_at: string;
                        /**
                         * Format: uuid
                         * @example 00000000-0000-4000-8000-000000000123
                         */
                        id: string;
                        /**
                         * @description The token, for `element`; sent as `Authorization: Bearer`
                         * @example kwtoken_...
                         */
                        token?: string;
                        /**
                         * @description The link, for `page`. It works once, within two minutes
                         * @example https://keys.example.com/enter#kwcode_...
                         */
                        url?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endPortalSessions: {
        parameters: {
            query: {
                /**
                 * @description ID of the person whose sessions end
                 * @example user_42
                 */
                person: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndPortalSessionsBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description How many sessions this request ended
                         * @example 2
                         */
                        ended: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    endPortalSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /**
                 * @description ID of the session
                 * @example 00000000-0000-4000-8000-000000000123
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndPortalSessionBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAnyAPIKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "not_used_since": "2026-08-01T00:00:00Z",
                 *         "name_contains": "ci"
                 *       },
                 *       "reason": "not used since July",
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["RevokeAnyAPIKeysBody"];
            };
        };
        responses: {
            /** @description Number of keys revoked or, in a dry run, counted */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that were already revoked
                         * @example 0
                         */
                        already_revoked: number;
                        /**
                         * @description Whether all selected keys have been processed; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * @description Whether the keys were only counted
                         * @example false
                         */
                        dry_run: boolean;
                        /**
                         * @description In a dry run: up to 10 keys with the most requests
                         * @example []
                         */
                        most_used?: {
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description IDs of keys that do not exist, belong to another account, or that the session may not revoke
                         * @example 0
                         */
                        not_found: number;
                        /**
                         * @description Keys that this request revoked or, in a dry run, would revoke
                         * @example 12
                         */
                        revoked: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listServiceKeys: {
        parameters: {
            query?: {
                /**
                 * @description Only keys with this `created_by`
                 * @example user:00000000-0000-4000-8000-000000000001
                 */
                created_by?: string;
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label */
                q?: string;
                /** @description Order of the keys: newest first, most recently used first, least recently used first (starting with keys that were never used), or soonest to expire first (keys without an expiry last). A key that is used or changed between two pages may be repeated or skipped; all other keys are listed exactly once */
                sort?: "-created_at" | "-last_used_at" | "last_used_at" | "expires_at";
                /** @description Only keys with this status. `still_used` selects revoked and expired keys with rejected requests in the last 24 hours. `to_be_rotated` selects active keys of people who have left the account */
                status?: "active" | "retiring" | "revoked" | "expired" | "still_used" | "to_be_rotated" | "all";
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateServiceKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeServiceKeyBody"];
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `API key was already revoked` if an earlier request revoked the key
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateServiceKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeakedServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReportLeakedServiceKeyBody"];
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `API key was already revoked` if an earlier request revoked the key
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateServiceKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelServiceKeyRotation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelServiceKeyRotationBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countServiceKeys: {
        parameters: {
            query?: {
                /**
                 * @description Only keys with this `created_by`
                 * @example user:00000000-0000-4000-8000-000000000001
                 */
                created_by?: string;
                /** @description Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label */
                q?: string;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that work and are not being replaced
                         * @example 0
                         */
                        active: number;
                        /**
                         * @description Keys that have expired
                         * @example 0
                         */
                        expired: number;
                        /**
                         * @description Keys that work until their rotation is complete
                         * @example 0
                         */
                        retiring: number;
                        /**
                         * @description Keys that have been revoked
                         * @example 0
                         */
                        revoked: number;
                        /**
                         * @description Revoked and expired keys with rejected requests in the last 24 hours
                         * @example 0
                         */
                        still_used: number;
                        /**
                         * @description Active keys of people who have left the account; also counted in `active`
                         * @example 0
                         */
                        to_be_rotated: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listUsageChanges: {
        parameters: {
            query?: {
                /** @description Only rows that changed since this time; for the first request. If omitted, all rows */
                changed_since?: string;
                /** @description `Keyward-Next-Cursor` of the previous response */
                cursor?: string;
                /** @description Format of the response. If omitted, CSV if the `Accept` header names `text/csv`, otherwise JSON Lines */
                format?: "jsonl" | "csv";
                /** @description Rows per page */
                limit?: number;
            };
            header?: {
                /**
                 * @description Whom the caller acts for, such as its user's ID: 1 to 128 visible ASCII characters without spaces. It is
                 *     recorded with every event and shown beside the actor. It grants nothing.
                 */
                "Keyward-Acting-For"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description `true` if the next page is ready now */
                    "Keyward-More"?: string;
                    /** @description `cursor` for the next request */
                    "Keyward-Next-Cursor"?: string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAccountEvents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
            };
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Whom the service or operator said it acted for (`Keyward-Acting-For`)
                             * @example null
                             */
                            acting_for: string | null;
                            /** @enum {string} */
                            action: "set_plan" | "set_limits" | "set_metadata" | "reset_windows" | "suspend" | "lift_suspension" | "start_session" | "end_session" | "set_member" | "remove_member";
                            /**
                             * @description `user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description The old and new values (`from`, `to`) of `tier`, `tier_until`, `tier_after`, `limits`, `metadata` or `suspended_at`. For `reset_windows`, `used` is what had been used of the windows that were reset. For `start_session` and `end_session`, the `session` or `sessions`, and their `person`
                             * @example {
                             *       "tier": {
                             *         "from": "free",
                             *         "to": "pro"
                             *       }
                             *     }
                             */
                            details: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /** @example Upgraded by sales */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response
                             * @example req_abc123
                             */
                            request_id: string;
                            /**
                             * @description Name that the service key had; null for other actors
                             * @example null
                             */
                            service: string | null;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                action?: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "change_limits" | "change_metadata" | "rotate" | "start_grace" | "cancel_rotation" | "pause" | "resume" | "revoke" | "revoke_repeated";
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Only events at or after this time */
                from?: string;
                /** @description Only events for this key */
                key_id?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only events that match this text: the reason contains it (ignoring case), the request ID or IP address equals it, or the key matches it as in the `q` filter of the key list */
                q?: string;
                /** @description Only events before this time */
                to?: string;
            };
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Whom the service or operator said it acted for (`Keyward-Acting-For`)
                             * @example null
                             */
                            acting_for: string | null;
                            /** @enum {string} */
                            action: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "change_limits" | "change_metadata" | "rotate" | "start_grace" | "cancel_rotation" | "pause" | "resume" | "revoke" | "revoke_repeated";
                            /**
                             * @description `user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description More about the event, such as old and new values. `keys` is the number of keys in a repeated revocation of many keys; `key_id` is one of them
                             * @example null
                             */
                            details: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /** @example rotation: 2026-Q2 quarterly key refresh */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response
                             * @example req_abc123
                             */
                            request_id: string;
                            /**
                             * @description Name that the service key had; null for other actors
                             * @example null
                             */
                            service: string | null;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeakedCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportLeakedCredentialsBody"];
            };
        };
        responses: {
            /** @description Accepted. Every active key in the report has been revoked. */
            202: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example Thank you. Every active key in the report has been revoked */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAPIKeys: {
        parameters: {
            query?: {
                /**
                 * @description Only keys with this `created_by`
                 * @example user:00000000-0000-4000-8000-000000000001
                 */
                created_by?: string;
                /** @description `next_cursor` of the previous page; requires the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label */
                q?: string;
                /** @description Order of the keys: newest first, most recently used first, least recently used first (starting with keys that were never used), or soonest to expire first (keys without an expiry last). A key that is used or changed between two pages may be repeated or skipped; all other keys are listed exactly once */
                sort?: "-created_at" | "-last_used_at" | "last_used_at" | "expires_at";
                /** @description Only keys with this status. `still_used` selects revoked and expired keys with rejected requests in the last 24 hours. `to_be_rotated` selects active keys of people who have left the account */
                status?: "active" | "retiring" | "revoked" | "expired" | "still_used" | "to_be_rotated" | "all";
            };
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Reason for revocation (optional), up to 500 characters
                     * @example rotation: 2026-Q2 quarterly key refresh
                     */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `API key was already revoked` if an earlier request revoked the key
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeakedAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReportLeakedAPIKeyBody"];
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `API key was already revoked` if an earlier request revoked the key
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    pauseAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PauseAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    resumeAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new resource */
                    Location: string;
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelAPIKeyRotation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelAPIKeyRotationBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countAPIKeys: {
        parameters: {
            query?: {
                /**
                 * @description Only keys with this `created_by`
                 * @example user:00000000-0000-4000-8000-000000000001
                 */
                created_by?: string;
                /** @description Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label */
                q?: string;
            };
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that work and are not being replaced
                         * @example 0
                         */
                        active: number;
                        /**
                         * @description Keys that have expired
                         * @example 0
                         */
                        expired: number;
                        /**
                         * @description Keys that work until their rotation is complete
                         * @example 0
                         */
                        retiring: number;
                        /**
                         * @description Keys that have been revoked
                         * @example 0
                         */
                        revoked: number;
                        /**
                         * @description Revoked and expired keys with rejected requests in the last 24 hours
                         * @example 0
                         */
                        still_used: number;
                        /**
                         * @description Active keys of people who have left the account; also counted in `active`
                         * @example 0
                         */
                        to_be_rotated: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAPIKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "not_used_since": "2026-08-01T00:00:00Z",
                 *         "name_contains": "ci"
                 *       },
                 *       "reason": "not used since July",
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["RevokeAPIKeysBody"];
            };
        };
        responses: {
            /** @description Number of keys revoked or, in a dry run, counted */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that were already revoked
                         * @example 0
                         */
                        already_revoked: number;
                        /**
                         * @description Whether all selected keys have been processed; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * @description Whether the keys were only counted
                         * @example false
                         */
                        dry_run: boolean;
                        /**
                         * @description In a dry run: up to 10 keys with the most requests
                         * @example []
                         */
                        most_used?: {
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description IDs of keys that do not exist, belong to another account, or that the session may not revoke
                         * @example 0
                         */
                        not_found: number;
                        /**
                         * @description Keys that this request revoked or, in a dry run, would revoke
                         * @example 12
                         */
                        revoked: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeaksFromGitHub: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportLeaksFromGitHubBody"];
            };
        };
        responses: {
            /** @description One label per token. Every active key in the tokens has been revoked */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `true_positive` if the token is, was or contains a key of this service
                         * @enum {string}
                         */
                        label: "true_positive" | "false_positive";
                        /** @description SHA-256 of the token, in hexadecimal */
                        token_hash: string;
                        token_type: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description What operators have stored with the account; null if nothing
                         * @example null
                         */
                        account_metadata: {
                            [key: string]: unknown;
                        } | null;
                        /**
                         * @description What the plan of the account includes
                         * @example {
                         *       "lookback_days": 1,
                         *       "formats": [
                         *         "json",
                         *         "csv"
                         *       ]
                         *     }
                         */
                        entitlements: {
                            [key: string]: unknown;
                        };
                        key: {
                            /**
                             * Format: date-time
                             * @example null
                             */
                            expires_at: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description The key's own limits, within those of its account; null for a key without any
                             * @example null
                             */
                            limits: {
                                /** @description The UTC day; null without a limit */
                                day: {
                                    /** @description Requests allowed in the window */
                                    limit: number;
                                    /** @description Requests left in the window */
                                    remaining: number;
                                    /** @description Unix timestamp (seconds) when the window ends */
                                    reset: number;
                                } | null;
                                /** @description The minute; null without a limit */
                                minute: {
                                    /** @description Requests allowed in the window */
                                    limit: number;
                                    /** @description Requests left in the window */
                                    remaining: number;
                                    /** @description Unix timestamp (seconds) when the window ends */
                                    reset: number;
                                } | null;
                                /** @description The UTC month; null without a limit */
                                month: {
                                    /** @description Requests allowed in the window */
                                    limit: number;
                                    /** @description Requests left in the window */
                                    remaining: number;
                                    /** @description Unix timestamp (seconds) when the window ends */
                                    reset: number;
                                } | null;
                            } | null;
                            /**
                             * @description What operators have stored with the key; null if nothing
                             * @example null
                             */
                            metadata: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /** @example sk_live_4fT8aQz1 */
                            prefix: string;
                            /**
                             * @description Scopes of the key, checked where a gateway or service requires scopes; null allows every scope
                             * @example [
                             *       "iocs:read",
                             *       "feeds:read"
                             *     ]
                             */
                            scopes: string[] | null;
                        };
                        /**
                         * @description Rate-limit windows of the account, shared by all its keys
                         * @example {
                         *       "minute": {
                         *         "limit": 10,
                         *         "remaining": 9,
                         *         "reset": 1795426260
                         *       },
                         *       "day": {
                         *         "limit": 1000,
                         *         "remaining": 871,
                         *         "reset": 1795478400
                         *       },
                         *       "month": null
                         *     }
                         */
                        limits: {
                            /** @description The UTC day; null if it is unlimited */
                            day: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            } | null;
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                            /** @description The UTC month; null if it is unlimited */
                            month: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            } | null;
                        };
                        /**
                         * @description Tier of the account: the name of its plan
                         * @example free
                         */
                        tier: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /**
                 * @description `next_cursor` of the previous page
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
            };
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Active keys that the person created. After a departure, these are to be rotated
                             * @example 3
                             */
                            active_keys: number;
                            /**
                             * @description Who added the person, in the form of `revoked_by`
                             * @example operator
                             */
                            added_by: string;
                            /**
                             * Format: date-time
                             * @description When the person left; null if they have not
                             * @example null
                             */
                            departed_at: string | null;
                            /**
                             * @description Who removed the person
                             * @example null
                             */
                            departed_by: string | null;
                            /**
                             * @description What people call the person; null if unknown or erased
                             * @example ada@example.com
                             */
                            label: string | null;
                            /**
                             * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                             * @example 00000000-0000-4000-8000-000000000002
                             */
                            person: string;
                            /**
                             * @description Why the person left
                             * @example null
                             */
                            reason: string | null;
                            /**
                             * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Decides only with `MEMBERS=strict`. Null for people who were never added, of whom only a departure or a label is known
                             * @enum {string|null}
                             */
                            role: "manager" | "member" | "reader" | null;
                            /**
                             * Format: date-time
                             * @description Since when the person has been known, or a member after a departure
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            since: string;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /**
                 * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Active keys that the person created. After a departure, these are to be rotated
                         * @example 3
                         */
                        active_keys: number;
                        /**
                         * @description Who added the person, in the form of `revoked_by`
                         * @example operator
                         */
                        added_by: string;
                        /**
                         * Format: date-time
                         * @description When the person left; null if they have not
                         * @example null
                         */
                        departed_at: string | null;
                        /**
                         * @description Who removed the person
                         * @example null
                         */
                        departed_by: string | null;
                        /**
                         * @description What people call the person; null if unknown or erased
                         * @example ada@example.com
                         */
                        label: string | null;
                        /**
                         * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                         * @example 00000000-0000-4000-8000-000000000002
                         */
                        person: string;
                        /**
                         * @description Why the person left
                         * @example null
                         */
                        reason: string | null;
                        /**
                         * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Decides only with `MEMBERS=strict`. Null for people who were never added, of whom only a departure or a label is known
                         * @enum {string|null}
                         */
                        role: "manager" | "member" | "reader" | null;
                        /**
                         * Format: date-time
                         * @description Since when the person has been known, or a member after a departure
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        since: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    putMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /**
                 * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutMemberBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Active keys that the person created. After a departure, these are to be rotated
                         * @example 3
                         */
                        active_keys: number;
                        /**
                         * @description Who added the person, in the form of `revoked_by`
                         * @example operator
                         */
                        added_by: string;
                        /**
                         * Format: date-time
                         * @description When the person left; null if they have not
                         * @example null
                         */
                        departed_at: string | null;
                        /**
                         * @description Who removed the person
                         * @example null
                         */
                        departed_by: string | null;
                        /**
                         * @description What people call the person; null if unknown or erased
                         * @example ada@example.com
                         */
                        label: string | null;
                        /**
                         * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                         * @example 00000000-0000-4000-8000-000000000002
                         */
                        person: string;
                        /**
                         * @description Why the person left
                         * @example null
                         */
                        reason: string | null;
                        /**
                         * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys. Decides only with `MEMBERS=strict`. Null for people who were never added, of whom only a departure or a label is known
                         * @enum {string|null}
                         */
                        role: "manager" | "member" | "reader" | null;
                        /**
                         * Format: date-time
                         * @description Since when the person has been known, or a member after a departure
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        since: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /**
                 * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                 * @example 00000000-0000-4000-8000-000000000002
                 */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveMemberBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Whether all keys have been processed; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * Format: date-time
                         * @description When the person left, the first time if this is a repeat; null in a dry run for a person who has not
                         * @example 2026-11-23T09:30:00.000Z
                         */
                        departed_at: string | null;
                        /**
                         * @description Whether nothing was changed
                         * @example false
                         */
                        dry_run: boolean;
                        /** @description In a dry run: the working keys that the person created, at most 1,000, those with the most requests first */
                        keys?: {
                            /**
                             * Format: date-time
                             * @example null
                             */
                            expires_at: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * Format: date-time
                             * @example null
                             */
                            last_used_at: string | null;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description First characters of the key, to identify it without revealing it: `sk_live_` followed by 8 characters, or the prefix given with an imported key
                             * @example sk_live_4fT8aQz1
                             */
                            prefix: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description The person's ID: the `sub` claim of their sessions, or the claim in `SESSION_PERSON`
                         * @example 00000000-0000-4000-8000-000000000002
                         */
                        person: string;
                        /**
                         * @description Keys that this request revoked or, in a dry run, would revoke
                         * @example 160
                         */
                        revoked: number;
                        /**
                         * @description Active keys of the person that are left or, in a dry run, would be left
                         * @example 40
                         */
                        to_be_rotated: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description Email address from the session; null if it has none
                         * @example ada@example.com
                         */
                        email: string | null;
                        /**
                         * @description What the plan of the account includes
                         * @example {
                         *       "lookback_days": 1,
                         *       "formats": [
                         *         "json",
                         *         "csv"
                         *       ]
                         *     }
                         */
                        entitlements: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description What keys begin with: new keys with the first, older ones with any
                         * @example [
                         *       "sk_live_"
                         *     ]
                         */
                        key_prefixes: string[];
                        /**
                         * @description Rate-limit windows of the account, shared by all its keys
                         * @example {
                         *       "minute": {
                         *         "limit": 10,
                         *         "remaining": 9,
                         *         "reset": 1795426260
                         *       },
                         *       "day": {
                         *         "limit": 1000,
                         *         "remaining": 871,
                         *         "reset": 1795478400
                         *       },
                         *       "month": null
                         *     }
                         */
                        limits: {
                            /** @description The UTC day; null if it is unlimited */
                            day: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            } | null;
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                            /** @description The UTC month; null if it is unlimited */
                            month: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            } | null;
                        };
                        /**
                         * @description The signed-in person's ID; omitted if it is the account's
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        person_id?: string;
                        plan: {
                            /**
                             * @description How many keys of the account can be active
                             * @example 100
                             */
                            keys: number;
                            /**
                             * @description After how many days a new, changed or rotated key expires at the latest; null for no limit
                             * @example null
                             */
                            longest_days: number | null;
                            /**
                             * @description What people call the tier
                             * @example Free
                             */
                            title: string;
                        };
                        /** @description Only for a session that your backend has started. `POST /api/v1/sign-out` ends it */
                        portal?: {
                            /**
                             * Format: date-time
                             * @description When the session ends
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            expires_at: string;
                            /**
                             * @description What your backend calls the person
                             * @example ada@example.com
                             */
                            label: string | null;
                            /**
                             * @description URL to which the page offers to return
                             * @example https://app.example.com/settings
                             */
                            return_url: string | null;
                        };
                        /**
                         * @description What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys
                         * @enum {string}
                         */
                        role: "manager" | "member" | "reader";
                        /**
                         * @description Scopes that keys can have; null if any scope is allowed
                         * @example [
                         *       "iocs:read",
                         *       "feeds:read"
                         *     ]
                         */
                        scopes: string[] | null;
                        /**
                         * @description URL where people sign out; null if none is configured
                         * @example null
                         */
                        sign_out_url: string | null;
                        /**
                         * Format: date-time
                         * @description When the account was suspended: its keys are rejected, and can only be revoked; null if it is not
                         * @example null
                         */
                        suspended_at: string | null;
                        /**
                         * @description Tier of the account: the name of its plan
                         * @example free
                         */
                        tier: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SignOutBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Number of days, including today */
                days?: number;
                /** @description Number of hours, including the current one */
                hours?: number;
                /** @description Only requests made with this key */
                key_id?: string;
            };
            header?: {
                /**
                 * @description The account that the caller expects. If the session belongs to a different account, the response is 409
                 *     `account_changed` and nothing changes. Requests always act on the account of the session, never on this one.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Requests rejected because the account was suspended or the key was paused
                             * @example 0
                             */
                            blocked: number;
                            /**
                             * @description Requests rejected because the account's plan lacks what they require
                             * @example 0
                             */
                            insufficient: number;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /**
                             * @description Requests rejected by a limit of the account or key, or because their cost exceeds one
                             * @example 0
                             */
                            limited: number;
                            /**
                             * @description Requests rejected because the key lacks a scope that they require
                             * @example 0
                             */
                            out_of_scope: number;
                            /**
                             * @description Requests rejected in the same period because the key was revoked or expired
                             * @example 0
                             */
                            rejected: number;
                            /**
                             * @description Requests admitted in the day or hour that begins at `start`
                             * @example 42
                             */
                            requests: number;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            start: string;
                            /**
                             * @description Units that these requests took from the limits; a request takes 1 unless its gateway sends a cost
                             * @example 42
                             */
                            units: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    verifyKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    verifyKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyKeysBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Verification"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    forwardAuth: {
        parameters: {
            query?: never;
            header?: {
                /** @description Units that the request takes from the limits of the account */
                "X-Request-Cost"?: number;
                /** @description Conditions that the entitlements of the tier must meet, separated by commas: `name=value` if the entitlement must be the value or a list that contains it, or `name>=number` */
                "X-Required-Entitlement"?: string;
                /** @description Format that the tier must include */
                "X-Required-Format"?: "json" | "csv" | "stix" | "taxii" | "misp" | "cef" | "openioc" | "sigma";
                /** @description Days of history that the tier must include */
                "X-Required-Lookback-Days"?: number;
                /** @description Scopes that the key must have, separated by spaces */
                "X-Required-Scope"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request is admitted and counted */
            200: {
                headers: {
                    /** @description Account of the key */
                    "X-Account-Id"?: string;
                    /** @description Entitlements of the tier: a JSON object in ASCII; empty if it has more than 2,000 characters */
                    "X-Entitlements"?: string;
                    /** @description Formats that the tier includes, comma-separated; empty if there are none */
                    "X-Formats"?: string;
                    /** @description ID of the key */
                    "X-Key-Id"?: string;
                    /** @description Days of history that the tier includes; 0 if it has no such entitlement */
                    "X-Lookback-Days"?: number;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    /** @description Scopes of the key, separated by spaces; `*` for all */
                    "X-Scopes"?: string;
                    /** @description Tier of the account */
                    "X-Tier"?: string;
                    /** @description The client's query string without the API key */
                    "X-Upstream-Query"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example ok */
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    introspectKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntrospectKeyBody"];
                "application/x-www-form-urlencoded": components["schemas"]["IntrospectKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description What operators have stored with the account; absent if nothing
                         * @example null
                         */
                        account_metadata?: {
                            [key: string]: unknown;
                        } | null;
                        /** @description Whether the key is valid; if false, all other fields are absent */
                        active: boolean;
                        /** @description ID of the key */
                        client_id?: string;
                        /** @description When the key expires: Unix timestamp (seconds); absent if it does not expire */
                        exp?: number;
                        /** @description When the key was created: Unix timestamp (seconds) */
                        iat?: number;
                        /**
                         * @description What operators have stored with the key; absent if nothing
                         * @example null
                         */
                        metadata?: {
                            [key: string]: unknown;
                        } | null;
                        /** @description Scopes of the key, separated by spaces; `*` for all */
                        scope?: string;
                        /**
                         * @description Account ID: the `sub` claim of its sessions, or the claim in `SESSION_ACCOUNT`
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        sub?: string;
                        /** @example Bearer */
                        token_type?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example ok */
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
