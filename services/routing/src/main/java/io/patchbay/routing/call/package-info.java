/// What becomes of a call between two decisions: what its caller enters, who may not try again,
/// which target is next. The same in sip-trunk and on an edge alone. Pure.
@NullMarked
package io.patchbay.routing.call;

import org.jspecify.annotations.NullMarked;
