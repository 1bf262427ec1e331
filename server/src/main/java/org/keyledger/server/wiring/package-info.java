/** What stands behind each port: the store, the broker and the mail transport, decided here and once each. */
@NullMarked
package org.keyledger.server.wiring;

import org.jspecify.annotations.NullMarked;
