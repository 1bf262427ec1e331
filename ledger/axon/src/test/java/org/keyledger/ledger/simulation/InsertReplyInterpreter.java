package org.keyledger.ledger.simulation;

import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.append.InsertResult;

/** Interprets the reply to an insert. */
interface InsertReplyInterpreter {

    /** The outcome is unknown after a write concern error, whatever else the reply contains. */
    InsertReplyInterpreter CORRECT = (reply, size) -> reply.writeConcernError() != null
            ? new InsertResult.Unknown(new IllegalStateException(reply.writeConcernError()))
            : errors(reply, size);

    InsertResult interpret(ServerReply reply, int size);

    static InsertResult errors(ServerReply reply, int size) {
        if (reply.writeErrorAt() < 0) {
            return new InsertResult.AllInserted();
        }
        return reply.code() == ServerReply.DUPLICATE
                ? new InsertResult.DuplicateKey(reply.writeErrorAt())
                : new InsertResult.Rejected(
                        reply.writeErrorAt(), new InvalidCommitException("the server refuses it: " + reply.code()));
    }
}
