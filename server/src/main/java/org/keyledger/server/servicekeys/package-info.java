/** The service's own keys: random, stored in the vault, wrapped with the master key. */
@NullMarked
package org.keyledger.server.servicekeys;

import org.jspecify.annotations.NullMarked;
