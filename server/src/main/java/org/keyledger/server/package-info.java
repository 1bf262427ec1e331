/** The program: command line, operator commands and the wiring of all modules. */
@NullMarked
package org.keyledger.server;

import org.jspecify.annotations.NullMarked;
