/** Identities at providers: linked to users, unlinked, one account per identity. */
@NullMarked
package org.keyledger.command.federation;

import org.jspecify.annotations.NullMarked;
