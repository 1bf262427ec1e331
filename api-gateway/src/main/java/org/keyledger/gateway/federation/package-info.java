/** Log-in, sign-up and linking with providers of OAuth 2.0 and OpenID Connect. */
@NullMarked
package org.keyledger.gateway.federation;

import org.jspecify.annotations.NullMarked;
