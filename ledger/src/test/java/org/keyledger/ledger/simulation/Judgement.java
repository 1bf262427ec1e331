package org.keyledger.ledger.simulation;

import org.keyledger.ledger.append.InsertResult;

/** What a reply to an insert means. */
interface Judgement {

    /** Nothing is known after a write-concern error, whatever else the reply says. */
    Judgement CAREFUL = (reply, size) -> reply.concern() != null
            ? new InsertResult.Unknown(new IllegalStateException(reply.concern()))
            : errors(reply, size);

    InsertResult of(Reply reply, int size);

    static InsertResult errors(Reply reply, int size) {
        if (reply.writeErrorAt() < 0) {
            return new InsertResult.AllInserted();
        }
        return reply.code() == Reply.DUPLICATE
                ? new InsertResult.DuplicateKey(reply.writeErrorAt())
                : new InsertResult.Rejected(reply.writeErrorAt(), "the server refuses it: " + reply.code());
    }
}
