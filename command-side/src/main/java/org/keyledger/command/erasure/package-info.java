/** Makes an erasure true: destroys the keys of who is gone, as often as a crash asks for it. */
@Machinery
@NullMarked
package org.keyledger.command.erasure;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
