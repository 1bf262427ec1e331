/** Endpoints of the token API ({@code /auth/**}, {@code /customer/**}) over the use cases of the features. */
@NullMarked
package org.keyledger.gateway.token;

import org.jspecify.annotations.NullMarked;
