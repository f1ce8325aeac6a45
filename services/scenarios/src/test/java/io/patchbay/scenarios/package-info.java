/// Whole flows, from the phone to the record.
@NullMarked
package io.patchbay.scenarios;

import org.jspecify.annotations.NullMarked;
