/// Media of one edge: from the line to RTP and back.
@NullMarked
package io.patchbay.media;

import org.jspecify.annotations.NullMarked;
