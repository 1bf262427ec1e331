/** Load programs that measure the CPU cost and response times of the running service. */
@NullMarked
package org.keyledger.benchmarks;

import org.jspecify.annotations.NullMarked;
