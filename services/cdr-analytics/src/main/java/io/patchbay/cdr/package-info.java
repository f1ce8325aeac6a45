/// Call records and what is computed from them.
@NullMarked
package io.patchbay.cdr;

import org.jspecify.annotations.NullMarked;
