/** Tenants: who owns keys. */
@NullMarked
package org.keyledger.command.tenant;

import org.jspecify.annotations.NullMarked;
