package org.keyledger.ledger.tail;

import java.util.Optional;
import org.keyledger.ledger.Position;

/**
 * Status of the tailer.
 *
 * @param next the position it reads next; empty before the first successful read
 * @param stopped whether it has stopped permanently: the chain is broken, an operator must act
 * @param error the last error, if any; unless {@code stopped}, reading is retried each second
 */
public record TailStatus(Optional<Position> next, boolean stopped, Optional<String> error) {}
