/** Remembers when keys were last used and sessions last seen: telemetry beside the read models, made of no event. */
@Machinery
@NullMarked
package org.keyledger.query.lastused;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
