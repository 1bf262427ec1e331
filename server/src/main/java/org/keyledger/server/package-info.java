/** The one program: reads its settings, takes a role and wires the rooms together. */
@NullMarked
package org.keyledger.server;

import org.jspecify.annotations.NullMarked;
