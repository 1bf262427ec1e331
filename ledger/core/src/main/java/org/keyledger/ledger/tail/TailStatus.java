package org.keyledger.ledger.tail;

import java.util.Optional;
import org.keyledger.ledger.Position;

/**
 * How the tailer fares.
 *
 * @param next the position it reads next; empty until the ledger answered once
 * @param stopped whether it has stopped for good: the chain is broken, only an operator can help
 * @param error what is wrong, if anything is; without {@code stopped} it tries again each second
 */
public record TailStatus(Optional<Position> next, boolean stopped, Optional<String> error) {}
