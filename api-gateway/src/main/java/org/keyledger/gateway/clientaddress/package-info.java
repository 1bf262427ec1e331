/** The client address of a request behind trusted proxies. */
@Machinery
@NullMarked
package org.keyledger.gateway.clientaddress;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
