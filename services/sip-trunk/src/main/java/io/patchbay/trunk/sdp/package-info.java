/// Session descriptions (RFC 8866) and the offer/answer model (RFC 3264): pure.
@NullMarked
package io.patchbay.trunk.sdp;

import org.jspecify.annotations.NullMarked;
