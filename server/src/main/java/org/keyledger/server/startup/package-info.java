/** Messages of a start and of a failed start, and the readiness check. */
@NullMarked
package org.keyledger.server.startup;

import org.jspecify.annotations.NullMarked;
