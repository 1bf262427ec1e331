package org.keyledger.ledger.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a server.
 *
 * @param failed why the whole command failed, if it did
 * @param writeErrorAt index of the first rejected document of an insert; -1 if there is none
 * @param code the code of that error: 11000 for a duplicate key
 * @param writeConcernError why the write concern was not met, if it was not
 * @param data the result
 * @param time the operation time
 * @param term of the server; a client trusts the primary with the higher term
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
