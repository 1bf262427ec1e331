/** HTML pages: documents, forms and their stylesheet. */
@Machinery
@NullMarked
package org.keyledger.gateway.page;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
