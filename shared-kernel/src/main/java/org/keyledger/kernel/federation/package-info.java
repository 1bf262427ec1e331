/** Identities at providers of OAuth 2.0 and OpenID Connect that are linked to users. */
@NullMarked
package org.keyledger.kernel.federation;

import org.jspecify.annotations.NullMarked;
