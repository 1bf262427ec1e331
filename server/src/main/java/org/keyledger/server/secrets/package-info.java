/** The service's own secrets: the master key in its file, and the keys that the vault keeps wrapped with it. */
@NullMarked
package org.keyledger.server.secrets;

import org.jspecify.annotations.NullMarked;
