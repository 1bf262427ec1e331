/** The token API: JSON requests that carry an access token. Its endpoints call the use cases of the features. */
@NullMarked
package org.keyledger.gateway.token;

import org.jspecify.annotations.NullMarked;
