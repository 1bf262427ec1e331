/** Password checks, and step-up authentication for sensitive changes. */
@Machinery
@NullMarked
package org.keyledger.gateway.stepup;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
