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

/** Distinguishes an unavailable replica set from one that rejects a command, and describes the problem for operators. */
final class UnavailabilityClassifier {

    private static final List<Class<? extends MongoException>> UNAVAILABLE = List.of(
            MongoTimeoutException.class,
            MongoSocketException.class,
            MongoServerUnavailableException.class,
            MongoConnectionPoolClearedException.class,
            MongoExecutionTimeoutException.class,
            MongoWriteConcernException.class);

    /** Error codes of a server that is not primary, or starts or shuts down. */
    private static final Set<Integer> NOT_PRIMARY = Set.of(91, 189, 10058, 10107, 11600, 11602, 13435, 13436);

    /**
     * HostUnreachable, WriteConcernFailed, NetworkTimeout, ReadConcernMajorityNotAvailableYet, NetworkInterfaceExceededTimeLimit,
     * ExceededTimeLimit.
     */
    private static final Set<Integer> TIMED_OUT = Set.of(6, 64, 89, 134, 202, 262);

    private UnavailabilityClassifier() {}

    static boolean isUnavailable(MongoException e) {
        return UNAVAILABLE.stream().anyMatch(type -> type.isInstance(e))
                || NOT_PRIMARY.contains(e.getCode())
                || TIMED_OUT.contains(e.getCode())
                || (e instanceof MongoBulkWriteException bulk && bulk.getWriteConcernError() != null);
    }

    /** As {@link #describe(ClusterDescription, String)}, for an exception that may show that an election is in progress. */
    static String describe(MongoException e, ClusterDescription cluster, String setting) {
        return NOT_PRIMARY.contains(e.getCode())
                ? "MongoDB is electing a new primary: if that takes longer than 30 s, check rs.status()"
                : describe(cluster, setting);
    }

    /**
     * Describes the problem, as the driver sees the servers, and what to do.
     *
     * @param setting the variable that names the servers
     */
    static String describe(ClusterDescription cluster, String setting) {
        String reachable = cluster.getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .map(it -> it.getAddress() + " (" + it.getType() + ")")
                .collect(Collectors.joining(", "));
        if (reachable.isEmpty()) {
            String unreachable = cluster.getServerDescriptions().stream()
                    .map(it -> it.getAddress() + causeOf(it))
                    .collect(Collectors.joining(", "));
            return "cannot reach MongoDB at " + unreachable + ": start it, or correct " + setting;
        }
        return cluster.getServerDescriptions().stream().anyMatch(ServerDescription::isPrimary)
                ? "MongoDB did not respond in time, reachable are " + reachable
                        + ": check its log, the network, and with"
                        + " rs.status() whether a majority of the members is up to date"
                : "MongoDB has no primary, reachable are " + reachable + ": start the other members, or check with"
                        + " rs.status() why no primary is elected";
    }

    private static String causeOf(ServerDescription server) {
        Throwable cause = server.getException();
        return cause == null ? "" : " (" + cause.getMessage() + ")";
    }
}
