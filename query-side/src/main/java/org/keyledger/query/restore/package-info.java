/** What restores from a backup have ended and suspended. */
@Machinery
@NullMarked
package org.keyledger.query.restore;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
