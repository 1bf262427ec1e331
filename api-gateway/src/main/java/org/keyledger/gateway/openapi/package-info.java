/** The OpenAPI document of the service, and the HTML page that is rendered from it. */
@Machinery
@NullMarked
package org.keyledger.gateway.openapi;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
