/** Tenants: the customers that API keys and users belong to. */
@NullMarked
package org.keyledger.kernel.tenant;

import org.jspecify.annotations.NullMarked;
