/** Tells programs and people what the doors take and answer: the OpenAPI document, and the same as a page. */
@Machinery
@NullMarked
package org.keyledger.gateway.openapi;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
