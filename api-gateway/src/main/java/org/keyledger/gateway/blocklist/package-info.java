/** Blocklists of common passwords and disposable mail domains. */
@Machinery
@NullMarked
package org.keyledger.gateway.blocklist;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
