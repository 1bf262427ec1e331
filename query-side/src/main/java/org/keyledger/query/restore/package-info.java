/** What restores from a backup have ended and suspended. */
@NullMarked
package org.keyledger.query.restore;

import org.jspecify.annotations.NullMarked;
