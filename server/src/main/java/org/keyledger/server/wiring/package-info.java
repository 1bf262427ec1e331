/** Selects storage, Kafka broker and mail transport by the settings, once, at the start. */
@NullMarked
package org.keyledger.server.wiring;

import org.jspecify.annotations.NullMarked;
