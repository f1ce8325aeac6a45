/// A call record as it is stored and paged through. Pure.
@NullMarked
package io.patchbay.cdr.record;

import org.jspecify.annotations.NullMarked;
