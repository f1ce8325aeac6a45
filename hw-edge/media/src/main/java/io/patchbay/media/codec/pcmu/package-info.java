/// G.711 µ-law (PCMU, RFC 3551 §4.5.14).
@NullMarked
package io.patchbay.media.codec.pcmu;

import org.jspecify.annotations.NullMarked;
