package org.keyledger.ledger.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells servers that do not answer, or not now, from those that refuse; and what an operator can do about it. */
final class UnavailabilityClassifier {

    private static final List<Class<? extends MongoException>> KINDS = List.of(
            MongoTimeoutException.class,
            MongoSocketException.class,
            MongoServerUnavailableException.class,
            MongoConnectionPoolClearedException.class,
            MongoExecutionTimeoutException.class,
            MongoWriteConcernException.class);

    /** The server is no primary, or none any more, or is starting or ending. */
    private static final Set<Integer> NOT_PRIMARY = Set.of(91, 189, 10058, 10107, 11600, 11602, 13435, 13436);

    /** HostUnreachable, WriteConcernFailed, NetworkTimeout, ReadConcernMajorityNotAvailableYet, two of exceeded time. */
    private static final Set<Integer> NOT_IN_TIME = Set.of(6, 64, 89, 134, 202, 262);

    private UnavailabilityClassifier() {}

    static boolean isUnavailable(MongoException e) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(e))
                || NOT_PRIMARY.contains(e.getCode())
                || NOT_IN_TIME.contains(e.getCode())
                || (e instanceof MongoBulkWriteException bulk && bulk.getWriteConcernError() != null);
    }

    /** As below, of servers that said something. */
    static String describe(MongoException e, ClusterDescription cluster, String setting) {
        return NOT_PRIMARY.contains(e.getCode())
                ? "MongoDB's primary steps down, and another is being elected: if that takes longer than half a minute,"
                        + " look at rs.status()"
                : describe(cluster, setting);
    }

    /**
     * What is wrong, as far as it can be told from here, and what to do.
     *
     * @param setting the variable that names these servers
     */
    static String describe(ClusterDescription cluster, String setting) {
        String reached = cluster.getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .map(it -> it.getAddress() + " (" + it.getType() + ")")
                .collect(Collectors.joining(", "));
        if (reached.isEmpty()) {
            String asked = cluster.getServerDescriptions().stream()
                    .map(it -> it.getAddress() + causeOf(it))
                    .collect(Collectors.joining(", "));
            return "no MongoDB answers at " + asked + ": start it, or correct " + setting;
        }
        return cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isPrimary)
                ? "MongoDB does not answer in time, and is seen at " + reached + ": look at its log, at rs.status() for"
                        + " whether a majority of the members keeps up, and at the network between"
                : "MongoDB has no primary, it answers at " + reached + ": start the other members, or look at"
                        + " rs.status() for why none is elected";
    }

    private static String causeOf(ServerDescription server) {
        Throwable why = server.getException();
        return why == null ? "" : " (" + why.getMessage() + ")";
    }
}
