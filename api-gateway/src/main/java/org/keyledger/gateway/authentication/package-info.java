/** Authentication of requests by API key or access token. */
@Machinery
@NullMarked
package org.keyledger.gateway.authentication;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
