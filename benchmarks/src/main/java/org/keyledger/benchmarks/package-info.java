/** Puts the running service under load and reads what it cost. */
@NullMarked
package org.keyledger.benchmarks;

import org.jspecify.annotations.NullMarked;
