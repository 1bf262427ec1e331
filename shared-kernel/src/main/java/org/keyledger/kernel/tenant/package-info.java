/** The customer that keys and people belong to. */
@NullMarked
package org.keyledger.kernel.tenant;

import org.jspecify.annotations.NullMarked;
