/** How every command is carried out: who decides it, what travels on to its events, and what comes of a lost race. */
@Machinery
@NullMarked
package org.keyledger.command.handling;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
