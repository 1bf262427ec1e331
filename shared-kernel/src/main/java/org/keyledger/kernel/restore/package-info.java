/** What a restore from a backup does to sessions and API keys. */
@NullMarked
package org.keyledger.kernel.restore;

import org.jspecify.annotations.NullMarked;
