/** The endpoints of the token API: JSON for callers with a bearer token, over the use cases of the features. */
@Machinery
@NullMarked
package org.keyledger.gateway.token;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
