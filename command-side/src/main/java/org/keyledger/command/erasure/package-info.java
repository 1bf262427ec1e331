/** Completes erasures: destroys the keys of erased subjects, again after a crash or a restore. */
@Machinery
@NullMarked
package org.keyledger.command.erasure;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
