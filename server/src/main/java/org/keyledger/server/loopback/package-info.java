/** Restricts pages to clients on this machine. */
@NullMarked
package org.keyledger.server.loopback;

import org.jspecify.annotations.NullMarked;
