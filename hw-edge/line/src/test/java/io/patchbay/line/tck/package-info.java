/// The tests every line driver inherits.
@NullMarked
package io.patchbay.line.tck;

import org.jspecify.annotations.NullMarked;
