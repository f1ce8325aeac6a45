/// Release causes of Q.850 and status codes of SIP, one into the other (RFC 3398).
@NullMarked
package io.patchbay.trunk.cause;

import org.jspecify.annotations.NullMarked;
