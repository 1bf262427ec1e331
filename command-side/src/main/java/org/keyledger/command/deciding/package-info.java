/** How every command is carried out: who decides it, what travels on to its events, and what comes of a lost race. */
@NullMarked
package org.keyledger.command.deciding;

import org.jspecify.annotations.NullMarked;
