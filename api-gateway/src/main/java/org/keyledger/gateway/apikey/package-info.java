/** API keys: creation, listing, rotation and revocation for all APIs, and forward-auth checks. */
@NullMarked
package org.keyledger.gateway.apikey;

import org.jspecify.annotations.NullMarked;
