/** Shared types: ids, values, events, commands, queries and refusals. */
@NullMarked
package org.keyledger.kernel;

import org.jspecify.annotations.NullMarked;
