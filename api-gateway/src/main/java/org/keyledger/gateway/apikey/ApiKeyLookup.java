package org.keyledger.gateway.apikey;

import java.util.Arrays;
import java.util.Optional;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindRecordedApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.tenant.TenantId;

/** Finds API keys of a tenant; a key of another tenant is not found. */
public final class ApiKeyLookup {

    private static final int MAX_PAGE_SIZE = 200;

    private final Queries queries;

    ApiKeyLookup(Queries queries) {
        this.queries = queries;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key} */
    public ApiKeyListing get(ApiKeyId key, TenantId tenant) {
        return queries.ask(new FindApiKey(key, tenant)).key().orElseThrow(Problem.NO_SUCH_KEY::toException);
    }

    /**
     * The key as recorded in the ledger, for the response of a write: it is never late.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key}
     */
    ApiKeyListing getRecorded(ApiKeyId key, TenantId tenant) {
        return queries.askUnpositioned(new FindRecordedApiKey(key, tenant))
                .key()
                .orElseThrow(Problem.NO_SUCH_KEY::toException);
    }

    /**
     * The keys of a tenant, newest first, revoked and expired ones too.
     *
     * @param externalId the external id of all of them; any or none if empty
     * @param status name of the status that all of them have; any if empty
     * @param cursor the {@code nextCursor} of an earlier page
     * @throws org.keyledger.gateway.problem.ProblemException 400 for an unknown status, a limit that is not from 1 to
     *     200 or a cursor that no page had
     */
    public ApiKeyListingPage list(
            TenantId tenant, Optional<String> externalId, Optional<String> status, Optional<String> cursor, int limit) {
        return list(new ListApiKeys(
                tenant,
                null,
                externalId.map(ApiKeyLookup::externalId).orElse(null),
                status.map(ApiKeyLookup::status).orElse(null),
                cursor.orElse(null),
                limit));
    }

    /**
     * The keys of a tenant that a user has created, newest first, revoked and expired ones too.
     *
     * @param status name of the status that all of them have; any if empty
     * @param cursor the {@code nextCursor} of an earlier page
     * @throws org.keyledger.gateway.problem.ProblemException 400 for an unknown status, a limit that is not from 1 to
     *     200 or a cursor that no page had
     */
    public ApiKeyListingPage listOwn(
            SessionCaller caller, Optional<String> status, Optional<String> cursor, int limit) {
        return list(new ListApiKeys(
                caller.tenant(),
                caller.user(),
                null,
                status.map(ApiKeyLookup::status).orElse(null),
                cursor.orElse(null),
                limit));
    }

    private ApiKeyListingPage list(ListApiKeys query) {
        if (query.limit() < 1 || query.limit() > MAX_PAGE_SIZE) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("limit", "must be between 1 and " + MAX_PAGE_SIZE);
        }
        try {
            return queries.ask(query);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("cursor", "must be the next_cursor of an earlier response");
        }
    }

    private static ExternalId externalId(String text) {
        try {
            return ExternalId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST.toException().withFieldError("external_id", String.valueOf(e.getMessage()));
        }
    }

    private static Status status(String name) {
        return Arrays.stream(Status.values())
                .filter(it -> it.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.INVALID_REQUEST
                        .toException()
                        .withFieldError("status", "must be one of active, rotated, suspended, revoked, expired"));
    }

    /** The key that a request with these ids has created. */
    IssuedApiKey issued(RequestIds ids, TenantId tenant) {
        var key = getRecorded(ids.key(), tenant);
        return new IssuedApiKey(
                tenant, key, key.isSigningKey() ? null : ids.apiKey(key.grant().environment()));
    }

    /**
     * Checks the limit of keys per tenant against the read model, so parallel requests can exceed it slightly.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 409 {@code too-many-keys}
     */
    void requireQuota(TenantId tenant, int max) {
        if (queries.ask(new CountApiKeys(tenant)).keys() >= max) {
            throw Problem.TOO_MANY_KEYS.toException("The tenant has " + max + " API keys. Revoke a key first.");
        }
    }
}
