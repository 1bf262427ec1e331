/** Languages and the texts of pages and mails. */
@NullMarked
package org.keyledger.kernel.language;

import org.jspecify.annotations.NullMarked;
