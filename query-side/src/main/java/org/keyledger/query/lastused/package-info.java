/**
 * Times at which keys and sessions were last used: telemetry stored beside the read models, not derived from events.
 */
@Machinery
@NullMarked
package org.keyledger.query.lastused;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
