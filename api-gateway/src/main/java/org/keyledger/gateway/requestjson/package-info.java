/** Strict parsing of JSON and form bodies. */
@Machinery
@NullMarked
package org.keyledger.gateway.requestjson;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
