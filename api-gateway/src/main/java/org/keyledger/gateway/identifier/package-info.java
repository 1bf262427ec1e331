/** Generation of ids and API keys. */
@Machinery
@NullMarked
package org.keyledger.gateway.identifier;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
