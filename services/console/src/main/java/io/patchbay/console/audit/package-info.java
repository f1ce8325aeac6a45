/// Who did what, or was kept from it.
@NullMarked
package io.patchbay.console.audit;

import org.jspecify.annotations.NullMarked;
