/** What every answer has in common: its headers, and the one table of problems. */
@Machinery
@NullMarked
package org.keyledger.gateway.problem;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
