/// Breaks the rules on purpose.
@NullMarked
package io.patchbay.cdr.record;

import org.jspecify.annotations.NullMarked;
