/** Tenants: creation, policy and closing. */
@NullMarked
package org.keyledger.command.tenant;

import org.jspecify.annotations.NullMarked;
