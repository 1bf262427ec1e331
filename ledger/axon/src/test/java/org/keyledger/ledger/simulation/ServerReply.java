package org.keyledger.ledger.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server says.
 *
 * @param failed why the command as a whole failed, if it did
 * @param writeErrorAt the first document of an insert that was not taken; -1 if all were
 * @param code why it was not: 11000 for a duplicate
 * @param writeConcernError why the write concern was not met, if it was not
 * @param data what was asked for
 * @param time the cluster time that the answer belongs to
 * @param term of the server, by which a client knows which primary is the newer
 */
record ServerReply(
        @Nullable String failed,
        int writeErrorAt,
        int code,
        @Nullable String writeConcernError,
        Optional<Object> data,
        long time,
        long term) {

    static final int DUPLICATE = 11000;
    static final int INVALID = 121;

    static ServerReply failure(String why, ReplicaMember member) {
        return new ServerReply(why, -1, 0, null, Optional.empty(), member.operationTime(), member.term());
    }

    static ServerReply answer(Object data, ReplicaMember member) {
        return new ServerReply(null, -1, 0, null, Optional.of(data), member.operationTime(), member.term());
    }
}
