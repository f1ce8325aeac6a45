/// G.729 Annex A (RFC 3551 §4.5.6): by libjitsi, or by bcg729 where that is wanted.
@NullMarked
package io.patchbay.media.codec.g729;

import org.jspecify.annotations.NullMarked;
