package org.keyledger.ledger.axon;

import org.axonframework.common.AxonNonTransientException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;

/** An aggregate begins once: trying again cannot help. Axon's retry schedulers look for this among the causes. */
final class AggregateAlreadyExistsException extends AxonNonTransientException {

    private static final long serialVersionUID = 1;

    AggregateAlreadyExistsException(SequenceConflictException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
