/** The export of everything that the service holds about a user. */
@Machinery
@NullMarked
package org.keyledger.gateway.export;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
