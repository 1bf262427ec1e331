package org.keyledger.gateway.messaging;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.ledger.StoreUnavailableException;

/** Sends queries on behalf of the current request. Results include its own writes and its {@code Ledger-Position}. */
public final class Queries {

    private static final long TIMEOUT_SECONDS = 6;

    private final QueryBus bus;

    Queries(QueryBus bus) {
        this.bus = bus;
    }

    /** @throws ProblemException 503 {@code not-seen-yet} if the read models do not reach the position in time */
    public <A> A ask(Query<A> query) {
        var context = RequestContext.current();
        var metadata = context.metadata();
        context.minPosition().ifPresent(position -> metadata.put(RequestMetadata.MIN_POSITION, position));
        return awaitResponse(message(query).withMetaData(metadata));
    }

    /** For queries that do not depend on a read model's position: of the ledger itself, or of the position. */
    public <A> A askUnpositioned(Query<A> query) {
        return awaitResponse(message(query));
    }

    private static <A> QueryMessage<Query<A>, A> message(Query<A> query) {
        return new GenericQueryMessage<>(
                query, query.getClass().getName(), ResponseTypes.instanceOf(query.responseType()));
    }

    private <A> A awaitResponse(QueryMessage<Query<A>, A> message) {
        try {
            QueryResponseMessage<A> response = bus.query(message).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (response.isExceptional()) {
                throw toException(response.exceptionResult());
            }
            return Objects.requireNonNull(response.getPayload());
        } catch (ExecutionException e) {
            throw toException(e);
        } catch (TimeoutException e) {
            throw Problem.NOT_SEEN_YET.toException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.toException();
        }
    }

    private static RuntimeException toException(Throwable thrown) {
        if (LedgerExceptionTranslator.isCausedBy(thrown, ReadModelBehindException.class)) {
            return Problem.NOT_SEEN_YET.toException();
        }
        if (LedgerExceptionTranslator.isCausedBy(thrown, StoreUnavailableException.class)) {
            return Problem.STORE_UNAVAILABLE.toException();
        }
        var inner = thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return inner instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("query failed", inner);
    }
}
