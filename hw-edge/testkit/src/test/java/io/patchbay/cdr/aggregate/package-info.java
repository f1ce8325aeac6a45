/// Breaks the rules on purpose.
@NullMarked
package io.patchbay.cdr.aggregate;

import org.jspecify.annotations.NullMarked;
