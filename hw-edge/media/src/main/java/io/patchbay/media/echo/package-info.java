/// The echo canceller of a line (ITU-T G.168): what the hybrid sends back of what we say is taken
/// off what we hear.
@NullMarked
package io.patchbay.media.echo;

import org.jspecify.annotations.NullMarked;
