/** How ids are spelled. */
@NullMarked
package org.keyledger.kernel.identifier;

import org.jspecify.annotations.NullMarked;
