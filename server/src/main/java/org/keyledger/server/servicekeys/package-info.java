/** The service's own secrets: random keys that the vault keeps wrapped with the master key. */
@NullMarked
package org.keyledger.server.servicekeys;

import org.jspecify.annotations.NullMarked;
