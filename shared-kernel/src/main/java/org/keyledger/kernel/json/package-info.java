/** How JSON is written where Jackson's annotations do not suffice. */
@NullMarked
package org.keyledger.kernel.json;

import org.jspecify.annotations.NullMarked;
