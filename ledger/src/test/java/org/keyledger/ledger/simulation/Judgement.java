package org.keyledger.ledger.simulation;

import org.keyledger.ledger.append.Inserted;

/** What a reply to an insert means. */
interface Judgement {

    /** Nothing is known after a write-concern error, whatever else the reply says. */
    Judgement CAREFUL = (reply, size) -> reply.concern() != null
            ? new Inserted.Unknown(new IllegalStateException(reply.concern()))
            : errors(reply, size);

    Inserted of(Reply reply, int size);

    static Inserted errors(Reply reply, int size) {
        if (reply.writeErrorAt() < 0) {
            return new Inserted.All();
        }
        return reply.code() == Reply.DUPLICATE
                ? new Inserted.Duplicate(reply.writeErrorAt())
                : new Inserted.Refused(reply.writeErrorAt(), "the server refuses it: " + reply.code());
    }
}
