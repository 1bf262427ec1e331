/** Serialization of JSON that Jackson's annotations cannot express. */
@NullMarked
package org.keyledger.kernel.json;

import org.jspecify.annotations.NullMarked;
