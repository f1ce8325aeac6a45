/// The SIP side of every call.
@NullMarked
package io.patchbay.trunk;

import org.jspecify.annotations.NullMarked;
