/// Audio codecs and how they are found: one `CodecProvider` per codec, by `ServiceLoader`.
@NullMarked
package io.patchbay.media.codec;

import org.jspecify.annotations.NullMarked;
