/// iLBC (RFC 3951, RFC 3952) and G.729 Annex A (RFC 3551 §4.5.6) by libjitsi, whose codecs are
/// plug-ins of the Java Media Framework.
@NullMarked
package io.patchbay.media.codec.jitsi;

import org.jspecify.annotations.NullMarked;
