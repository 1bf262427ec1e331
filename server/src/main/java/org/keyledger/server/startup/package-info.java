/** The first words of the program: what is where when it runs, and why when it does not. */
@NullMarked
package org.keyledger.server.startup;

import org.jspecify.annotations.NullMarked;
