/** The policy of a tenant: reading, changing, and checking new passwords against it. */
@NullMarked
package org.keyledger.gateway.tenant;

import org.jspecify.annotations.NullMarked;
