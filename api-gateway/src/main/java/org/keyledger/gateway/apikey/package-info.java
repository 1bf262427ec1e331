/** API keys: creation, listing, rotation, revocation and forward-auth checks. */
@NullMarked
package org.keyledger.gateway.apikey;

import org.jspecify.annotations.NullMarked;
