/** Kafka for whoever has none: a real broker inside this program. */
@NullMarked
package org.keyledger.server.broker;

import org.jspecify.annotations.NullMarked;
