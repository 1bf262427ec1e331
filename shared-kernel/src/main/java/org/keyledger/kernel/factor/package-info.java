/** Second factors: commands, events, queries and ids. */
@NullMarked
package org.keyledger.kernel.factor;

import org.jspecify.annotations.NullMarked;
