/** Memory of the process: returns what an idle service does not need. */
@NullMarked
package org.keyledger.server.memory;

import org.jspecify.annotations.NullMarked;
