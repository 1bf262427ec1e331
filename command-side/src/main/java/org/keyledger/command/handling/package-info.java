/** How every command is carried out: who decides it, what travels on to its events, and what comes of a lost race. */
@NullMarked
package org.keyledger.command.handling;

import org.jspecify.annotations.NullMarked;
